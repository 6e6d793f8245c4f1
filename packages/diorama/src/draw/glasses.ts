import type { Draw } from './brush.js';
import { INK } from './brush.js';
import { body, both, circle, line, mark, part, path } from './shape.js';

/** Round tinted glasses, 116 wide; the foot is the bridge, where nose and glasses meet. */
export const glasses: Draw = (brush) => [
  ...both((side) =>
    body(path`M${side * 42} -7L${side * 61} -10L${side * 61} -3L${side * 42} 3Z`, brush.flat(brush.main)),
  ),
  body('M-10 -5Q0 -11 10 -5L10 2Q0 -4 -10 2Z', brush.flat(brush.main)),
  ...both((side) => [
    part(circle(side * 26, 0, 21), `${brush.main}66`),
    line(circle(side * 26, 0, 18), brush.main, 6),
    line(circle(side * 26, 0, 14.6), INK, 1.2),
    mark(
      path`M${side * 26 - 10} -3Q${side * 26 - 8} -10 ${side * 26 - 1} -11L${side * 26 - 2} -8Q${side * 26 - 7} -7 ${side * 26 - 8} -2Z`,
      '#ffffffcc',
    ),
  ]).flat(),
];
