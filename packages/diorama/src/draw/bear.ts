import { animal, cream, nose, roundEars, roundEyes } from './animal.js';
import { INK } from './brush.js';
import { darken, mix } from './color.js';
import { body, circle, ellipse, mark } from './shape.js';

const tan = (main: string) => mix(main, '#f6d9ae', 0.72);

export const bear = animal({
  behind: (brush) => [body(circle(29, -12, 7), brush.soft(brush.main))],
  ears: (brush) => roundEars(brush, brush.main, tan(brush.main), 12),
  limbs: (main) => darken(main, 0.12),
  belly: tan,
  eyes: () => roundEyes(),
  muzzle: (brush) => [
    mark(ellipse(0, -50.5, 14.5, 10.5), brush.flat(tan(cream(brush.main)))),
    ...nose(-55, 6.5, 4.4, INK),
  ],
});
