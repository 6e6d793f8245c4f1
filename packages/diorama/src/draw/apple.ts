import type { Draw } from './brush.js';
import { darken } from './color.js';
import { body, line, mark, part } from './shape.js';

/** An apple with stalk and leaf. */
export const apple: Draw = (brush) => [
  part('M-3 -76C-3 -86 -1 -93 5 -99L10 -96C5 -90 3 -84 3 -76Z', '#7b5236'),
  part('M4 -86C10 -99 26 -101 36 -95C31 -83 16 -79 4 -86Z', '#6fb24a'),
  body(
    'M0 -76C14 -86 44 -84 46 -50C47 -22 28 1 13 0C6 0 4 -3 0 -3C-4 -3 -6 0 -13 0C-28 1 -47 -22 -46 -50C-44 -84 -14 -86 0 -76Z',
    brush.soft(brush.main),
  ),
  line('M-11 -75Q0 -67 11 -75', darken(brush.main, 0.5), 2.4),
  mark(
    'M-35 -52C-35 -64 -29 -71 -20 -73C-18 -68 -21 -66 -24 -63C-28 -59 -28 -54 -29 -49C-31 -46 -35 -47 -35 -52Z',
    '#ffffffb0',
  ),
];
