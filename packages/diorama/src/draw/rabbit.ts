import { animal, cream, nose, roundEyes } from './animal.js';
import { INK } from './brush.js';
import { darken, lighten } from './color.js';
import { body, both, circle, ellipse, mark, path } from './shape.js';

export const rabbit = animal({
  behind: (brush) => [body(circle(30, -13, 9.5), brush.soft(lighten(brush.main, 0.55)))],
  ears: (brush) =>
    both((side) => [
      body(
        path`M${side * 5} -84C${side * 4} -102 ${side * 8} -118 ${side * 16} -119C${side * 27} -118 ${side * 28} -100 ${side * 21} -80Z`,
        brush.soft(brush.main),
      ),
      mark(
        path`M${side * 10} -86C${side * 9} -100 ${side * 11} -112 ${side * 16} -113C${side * 22} -112 ${side * 22} -98 ${side * 18} -84Z`,
        '#f3a9b4',
      ),
    ]).flat(),
  markings: () => both((side) => mark(ellipse(side * 22, -53, 5.5, 3.6), '#f6b3b9')),
  eyes: () => roundEyes(),
  muzzle: (brush) => [
    mark('M-4.5 -45h9v6.2h-9Z', INK),
    mark('M-3.8 -45h3.4v5.5h-3.4ZM.4 -45h3.4v5.5h-3.4Z', '#ffffff'),
    ...both((side) =>
      mark(ellipse(side * 5.5, -48.5, 7.5, 5.6), brush.flat(darken(cream(brush.main), 0.04))),
    ),
    ...nose(-54, 3.8, 2.8, '#e9788b'),
  ],
});
