import { animal, cream, nose, roundEars, roundEyes } from './animal.js';
import { darken } from './color.js';
import { body, both, ellipse, mark, path } from './shape.js';

/** A mane of round locks about the head. */
function mane(): string {
  const locks = 15;
  const at = (i: number, r: number) => {
    const angle = ((i - 0.5) / locks) * 2 * Math.PI;
    return [Math.sin(angle) * r * 1.06, -64 - Math.cos(angle) * r * 0.92] as const;
  };
  const [x0, y0] = at(0, 37);
  const arcs = Array.from({ length: locks }, (_, i) => {
    const [cx, cy] = at(i + 0.5, 47);
    const [x, y] = at(i + 1, 37);
    return path`Q${cx} ${cy} ${x} ${y}`;
  });
  return `${path`M${x0} ${y0}`}${arcs.join('')}Z`;
}

export const lion = animal({
  behind: (brush) => [
    body('M18 -9C32 -4 40 -12 40 -26L45 -26C46 -8 34 3 18 -2Z', brush.soft(brush.main)),
    body('M42 -44C49 -38 50 -28 43 -23C36 -27 35 -38 42 -44Z', brush.soft(darken(brush.main, 0.55))),
  ],
  ears: (brush) => [
    body(mane(), brush.soft(darken(brush.main, 0.48))),
    ...roundEars(brush, brush.main, '#f3b98f', 8),
  ],
  eyes: () => roundEyes(),
  muzzle: (brush) => [
    ...both((side) => mark(ellipse(side * 6.5, -49, 9, 7.4), cream(brush.main))),
    ...nose(-55, 6.4, 4.2, '#a8524a'),
    ...both((side) =>
      mark(path`M${side * 8} -50h1.4v1.4h-1.4ZM${side * 11} -47h1.4v1.4h-1.4Z`, darken(brush.main, 0.5)),
    ),
  ],
});
