import { animal, cream, nose, roundEyes } from './animal.js';
import { INK } from './brush.js';
import { darken } from './color.js';
import { body, both, ellipse, mark, path } from './shape.js';

export const dog = animal({
  behind: (brush) => [
    body('M18 -8C30 -8 36 -18 37 -32C38 -37 45 -36 45 -30C45 -14 36 1 20 0Z', brush.soft(brush.main)),
  ],
  // Hanging ears lie over the head, so they are drawn with the markings.
  ears: () => [],
  markings: (brush) => [
    mark('M-4 -89.5C-2 -80 -3 -70 -9 -60Q0 -52 9 -60C3 -70 2 -80 4 -89.5Z', cream(brush.main)),
    ...both((side) =>
      body(
        path`M${side * 14} -89C${side * 24} -95 ${side * 38} -88 ${side * 42} -70C${side * 44} -58 ${side * 41} -46 ${side * 34} -46C${side * 28} -47 ${side * 27} -58 ${side * 25} -68C${side * 23} -78 ${side * 20} -83 ${side * 14} -89Z`,
        brush.soft(darken(brush.main, 0.5)),
      ),
    ),
  ],
  eyes: () => roundEyes(),
  muzzle: (brush) => [
    mark(ellipse(0, -50.5, 15, 11), brush.flat(cream(brush.main))),
    mark('M-4 -45.5Q0 -47 4 -45.5C5.5 -40 3 -38.8 0 -38.8C-3 -38.8 -5.5 -40 -4 -45.5Z', '#ee7f8c'),
    ...nose(-55, 7, 4.6, INK),
  ],
});
