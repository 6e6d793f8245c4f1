import type { Draw } from './brush.js';
import { darken, lighten } from './color.js';
import { body, line, part } from './shape.js';

/** A broad-leaved tree; the crown takes the colour. */
export const tree: Draw = (brush) => [
  part('M-8 -40C-7 -20 -9 -8 -15 -1Q0 3 15 -1C9 -8 7 -20 8 -40Z', brush.soft('#8a5a38')),
  line('M-2 -26v16M3 -30v12', '#5d3824', 1.6),
  body(
    'M-8 -32C-20 -26 -34 -32 -36 -44C-46 -50 -46 -66 -36 -71C-36 -84 -24 -92 -13 -90C-6 -101 12 -101 18 -91C30 -92 39 -82 37 -71C47 -65 47 -50 37 -44C36 -32 22 -26 10 -32Q1 -28 -8 -32Z',
    brush.soft(brush.main),
  ),
  line('M-24 -72q5 -8 13 -7M-6 -56q6 -7 14 -3M-28 -52q5 -5 10 -3', lighten(brush.main, 0.42), 2.4),
  line('M14 -74q8 -2 11 6M22 -50q5 -1 7 -6M-10 -41q6 4 12 0', darken(brush.main, 0.4), 2.4),
];
