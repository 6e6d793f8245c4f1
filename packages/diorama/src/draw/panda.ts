import { animal, nose, roundEars } from './animal.js';
import { INK } from './brush.js';
import { lighten } from './color.js';
import { body, both, circle, ellipse, mark, path } from './shape.js';

const BLACK = '#35313d';

export const panda = animal({
  behind: (brush) => [body(circle(29, -12, 7), brush.soft(brush.main))],
  ears: (brush) => roundEars(brush, BLACK, lighten(BLACK, 0.15), 11),
  limbs: () => BLACK,
  belly: (main) => lighten(main, 0.4),
  coat: () => [mark('M-19.5 -46.5Q0 -52 19.5 -46.5L23 -38Q0 -31 -23 -38Z', BLACK)],
  markings: () =>
    both((side) =>
      mark(
        path`M${side * 6} -66C${side * 7} -75 ${side * 17} -77 ${side * 22} -70C${side * 27} -62 ${side * 25} -53 ${side * 18} -53C${side * 11} -53 ${side * 6} -60 ${side * 6} -66Z`,
        BLACK,
      ),
    ),
  eyes: () =>
    both((side) => [
      mark(circle(side * 13.5, -65, 4.6), '#ffffff'),
      mark(circle(side * 13.2, -64.6, 3.6), INK),
      mark(circle(side * 13.2 - 1.2, -66, 1.3), '#ffffff'),
    ]).flat(),
  muzzle: () => [mark(ellipse(0, -49, 12, 8.5), '#ffffff'), ...nose(-53, 5.4, 3.8, INK)],
});
