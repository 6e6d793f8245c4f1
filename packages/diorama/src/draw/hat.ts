import type { Draw } from './brush.js';
import { darken } from './color.js';
import { body, ellipse, mark } from './shape.js';

/** A big brimmed hat, 118 wide and 66 tall; the foot is the lowest point of the brim. */
export const hat: Draw = (brush) => [
  body(ellipse(0, -13, 58, 14), brush.soft(brush.main)),
  mark(ellipse(5, -11, 38, 8), darken(brush.main, 0.34)),
  body(
    'M-33 -15C-34 -36 -31 -58 -23 -64C-14 -68 -6 -61 0 -61C6 -61 14 -68 23 -64C31 -58 34 -36 33 -15Q0 -4 -33 -15Z',
    brush.soft(brush.main),
  ),
  mark('M-33.4 -26Q0 -14 33.4 -26L33 -15Q0 -4 -33 -15Z', darken(brush.main, 0.62)),
];
