import { type Draw, INK } from './brush.js';
import { darken } from './color.js';
import { body, line, mark, part } from './shape.js';

/** A cottage, 108 wide; the walls take the colour. */
export const house: Draw = (brush) => [
  part('M20 -92L34 -92L34 -66L20 -74Z', brush.soft('#9c6656')),
  body('M-42 -58L0 -90L42 -58L42 -1L-42 -1Z', brush.flat(brush.main)),
  part('M0 -99L54 -57Q54 -50 47 -49L0 -85L-47 -49Q-54 -50 -54 -57Z', brush.soft(darken('#b4533f', 0.12))),
  mark('M-10 -1L-10 -30Q0 -40 10 -30L10 -1Z', '#6d4330'),
  line('M-10 -1L-10 -30Q0 -40 10 -30L10 -1M5 -16v1', INK, 1.6),
  mark('M-34 -44h16v16h-16ZM18 -44h16v16h-16Z', '#ffe9a3'),
  line('M-34 -44h16v16h-16ZM18 -44h16v16h-16ZM-26 -44v16M-34 -36h16M26 -44v16M18 -36h16', INK, 1.6),
  mark('M-7 -62a7 7 0 1 1 14 0a7 7 0 1 1 -14 0Z', '#ffe9a3'),
];
