import { type Draw, INK } from './brush.js';
import { darken } from './color.js';
import { body, both, circle, line, mark, part, path } from './shape.js';

/** A small car from its side, 150 wide and 84 tall. */
export const car: Draw = (brush) => [
  body(
    'M-73 -18C-77 -34 -73 -46 -60 -48L-46 -50C-38 -70 -30 -83 -16 -84L16 -84C28 -83 38 -68 46 -50L60 -47C72 -44 77 -32 74 -18Q72 -13 66 -13L-66 -13Q-71 -13 -73 -18Z',
    brush.soft(brush.main),
  ),
  mark('M-36 -51C-30 -66 -24 -74 -15 -75L-4 -75L-4 -51ZM4 -51L4 -75L15 -75C23 -74 30 -66 36 -51Z', '#cfeaf6'),
  mark('M-28 -51L-17 -74L-11 -74L-21 -51ZM8 -51L17 -72L21 -70L14 -51Z', '#ffffffb0'),
  line('M0 -52L0 -22M-12 -43h7M8 -43h7', darken(brush.main, 0.5), 2.2),
  mark('M66 -38Q74 -38 74 -31L67 -30Q63 -34 66 -38Z', '#fff2a8'),
  mark('M-66 -38Q-74 -38 -74.5 -31L-69 -30Q-64 -34 -66 -38Z', '#e2574c'),
  ...both((side) => [
    part(circle(side * 40, -16, 16), '#3b3544'),
    mark(circle(side * 40, -16, 8), '#c9c6d2'),
    mark(circle(side * 40, -16, 2.6), INK),
    line(path`M${side * 40 - 11} -21Q${side * 40 - 8} -27 ${side * 40 - 2} -28`, '#8a8496', 2),
  ]).flat(),
];
