import { animal, nose, roundEyes } from './animal.js';
import { INK } from './brush.js';
import { body, both, mark, part, path } from './shape.js';

const BIB = '#fff5e8';
const STOCKING = '#4a2b2b';

export const fox = animal({
  behind: (brush) => [
    body(
      'M16 -4C36 4 54 -8 51 -30C50 -42 44 -50 40 -52C37 -44 30 -38 28 -28C26 -20 22 -14 16 -12Z',
      brush.soft(brush.main),
    ),
    part('M40 -52C37 -45 32.5 -41 30 -35Q36 -38 39 -33Q44 -38 50 -35C49 -43 44 -50 40 -52Z', BIB),
  ],
  ears: (brush) =>
    both((side) => [
      body(
        path`M${side * 7} -86C${side * 14} -100 ${side * 24} -108 ${side * 31} -109C${side * 36} -96 ${side * 35} -80 ${side * 31} -66Z`,
        brush.soft(brush.main),
      ),
      mark(
        path`M${side * 23} -102C${side * 27} -106 ${side * 29} -107.5 ${side * 30.4} -108C${side * 33} -101 ${side * 34} -94 ${side * 33.5} -86Z`,
        STOCKING,
      ),
    ]).flat(),
  limbs: () => STOCKING,
  belly: () => BIB,
  markings: () =>
    both((side) =>
      mark(
        path`M0 -39C${side * 17} -39 ${side * 31.5} -48 ${side * 32} -62C${side * 26} -55 ${side * 12} -60 0 -53Z`,
        BIB,
      ),
    ),
  eyes: () => roundEyes(),
  muzzle: () => nose(-51, 5, 3.6, INK),
});
