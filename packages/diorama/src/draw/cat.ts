import { animal, cream, nose, roundEyes } from './animal.js';
import { darken } from './color.js';
import { body, both, ellipse, line, mark, path } from './shape.js';

export const cat = animal({
  behind: (brush) => [
    body(
      'M18 -6C34 -2 45 -12 42 -28C41 -36 34 -38 33 -32C32 -28 35 -24 33 -18C31 -13 24 -13 18 -15Z',
      brush.soft(brush.main),
    ),
  ],
  ears: (brush) =>
    both((side) => [
      body(
        path`M${side * 8} -86C${side * 13} -97 ${side * 22} -104 ${side * 27} -104C${side * 33} -95 ${side * 34} -82 ${side * 31} -68Z`,
        brush.soft(brush.main),
      ),
      mark(
        path`M${side * 16} -87C${side * 19} -93 ${side * 23} -97 ${side * 26} -98C${side * 29} -92 ${side * 30} -84 ${side * 28} -76Z`,
        '#f0a3a6',
      ),
    ]).flat(),
  markings: (brush) => [
    line('M0 -88v9M-7 -87l1.5 7M7 -87l-1.5 7', darken(brush.main, 0.42), 3),
    ...both((side) =>
      line(
        path`M${side * 31} -59h${side * -6}M${side * 29.5} -52h${side * -6}`,
        darken(brush.main, 0.42),
        2.4,
      ),
    ),
  ],
  eyes: () => roundEyes('#c9dd4c'),
  muzzle: (brush) => [
    ...both((side) => mark(ellipse(side * 6, -49, 8.5, 6.8), cream(brush.main))),
    ...nose(-54, 4, 3, '#e5808a'),
    ...both((side) =>
      line(path`M${side * 13} -50l${side * 14} -2.5M${side * 13} -47l${side * 13} 2`, '#ffffff', 0.9),
    ),
  ],
});
