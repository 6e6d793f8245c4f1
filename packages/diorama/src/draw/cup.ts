import type { Draw } from './brush.js';
import { darken } from './color.js';
import { body, ellipse, mark } from './shape.js';

/** A mug with its handle to the right, 100 wide. */
export const cup: Draw = (brush) => [
  body(
    'M26 -74C52 -80 60 -62 55 -44C51 -28 38 -20 25 -22L26 -34C36 -34 42 -40 44 -49C46 -60 40 -65 26 -61Z',
    brush.soft(brush.main),
  ),
  body('M-42 -86C-42 -50 -39 -20 -33 -5Q-4 5 25 -5C31 -20 34 -50 34 -86Z', brush.soft(brush.main)),
  body(ellipse(-4, -86, 38, 11), brush.flat(brush.main)),
  mark(ellipse(-4, -85, 32, 7.8), darken(brush.main, 0.7)),
  mark('M-34 -80C-35 -60 -33 -38 -29 -20L-23 -19C-27 -38 -28 -60 -27 -78Z', '#ffffff88'),
];
