import type { Draw } from './brush.js';
import { darken } from './color.js';
import { body, circle, line, mark } from './shape.js';

/** A rubber ball with two seams. */
export const ball: Draw = (brush) => [
  body(circle(0, -50, 49), brush.soft(brush.main)),
  line('M-47.5 -54Q0 -30 47.5 -54M-9 -98Q-24 -50 -3 -2.5', darken(brush.main, 0.4), 3.4),
  mark(
    'M-34 -66C-33 -79 -24 -88 -13 -89C-11 -84 -14 -81 -19 -78C-24 -75 -27 -69 -28 -64C-30 -61 -34 -62 -34 -66Z',
    '#ffffffb0',
  ),
];
