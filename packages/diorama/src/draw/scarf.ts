import type { Draw } from './brush.js';
import { darken } from './color.js';
import { body, line } from './shape.js';

/** A scarf about a neck, 88 wide; the foot is the middle of its band. */
export const scarf: Draw = (brush) => [
  body('M13 8C19 24 22 44 20 58L40 60C43 42 40 22 34 6Z', brush.soft(brush.main)),
  line('M25 49l-.6 8M30 49.5v8M35 50l.5 8', darken(brush.main, 0.5), 2),
  body('M-43 -11C-46 0 -44 8 -40 12Q0 30 40 12C44 8 46 0 43 -11Q0 7 -43 -11Z', brush.soft(brush.main)),
  line('M-36 1Q0 19 36 1', darken(brush.main, 0.34), 2),
];
