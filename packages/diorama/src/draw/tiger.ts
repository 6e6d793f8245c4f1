import { animal, nose, roundEars, roundEyes } from './animal.js';
import { INK } from './brush.js';
import { body, both, ellipse, line, mark, path } from './shape.js';

const STRIPE = '#33222c';
const WHITE = '#fff7ea';

export const tiger = animal({
  behind: (brush) => [
    body(
      'M18 -8C32 -3 41 -12 39 -26C38 -36 43 -42 48 -37C51 -33 47 -30 47 -24C48 -8 36 4 18 -1Z',
      brush.soft(brush.main),
    ),
    line('M28 -6.5l1.5 4.5M36 -12l5 3M39.5 -22l7 0M41 -33l6 2', STRIPE, 2.6),
  ],
  ears: (brush) => roundEars(brush, brush.main, WHITE, 10.5),
  belly: () => WHITE,
  coat: () =>
    both((side) =>
      line(
        path`M${side * 23} -36L${side * 13} -33M${side * 26} -27L${side * 17} -25M${side * 27} -18L${side * 19} -17`,
        STRIPE,
        3,
      ),
    ),
  markings: () => [
    ...both((side) =>
      mark(
        path`M${side * 4} -46C${side * 14} -43 ${side * 27} -47 ${side * 31} -56C${side * 24} -60 ${side * 14} -56 ${side * 4} -50Z`,
        WHITE,
      ),
    ),
    line('M0 -88v11M-6.5 -86q1.5 5 5 6.5M6.5 -86q-1.5 5 -5 6.5', STRIPE, 3.2),
    ...both((side) =>
      line(
        path`M${side * 31.5} -69L${side * 22} -67M${side * 32} -60L${side * 23} -60.5M${side * 29.5} -52L${side * 22} -54.5M${side * 18} -84L${side * 13} -77`,
        STRIPE,
        3,
      ),
    ),
  ],
  eyes: () => roundEyes(),
  muzzle: () => [
    ...both((side) => mark(ellipse(side * 6.5, -48.5, 9, 7), WHITE)),
    ...nose(-54.5, 5.8, 4, '#d9726f'),
    ...both((side) => line(path`M${side * 9} -48.5h.1M${side * 12} -46.5h.1`, INK, 1.4)),
  ],
});
