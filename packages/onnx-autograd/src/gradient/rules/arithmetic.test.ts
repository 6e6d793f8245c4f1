import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Ops } from '../../ops/ops.js';
import { broadcastPair, checkRule, shapes } from '../../testing/central-difference.js';

type Name<F> = { [K in keyof Ops]: Ops[K] extends F ? K : never }[keyof Ops];
type Binary = Name<(a: string, b: string) => string>;
type Unary = Name<(x: string) => string>;

describe('operators on two operands, broadcast', () => {
  const cases: [Binary, [number, number], number[]?][] = [
    ['add', [-2, 2]],
    ['sub', [-2, 2]],
    ['mul', [-2, 2]],
    ['div', [0.5, 2]],
    ['pow', [0.5, 2]],
    ['max', [-9, 9], []],
    ['min', [-9, 9], []],
  ];
  it.each(cases)('%s', async (name, range, kinks) => {
    await checkRule(
      broadcastPair.map((pair) => {
        const build = (o: Ops, [a, b]: string[]) => o[name](a!, b!);
        return { shapes: pair, range, build, ...(kinks ? { kinks } : {}) };
      }),
    );
  });
});

describe('operators on one operand', () => {
  const cases: [Unary, [number, number], number[]?][] = [
    ['neg', [-2, 2]],
    ['abs', [-9, 9], [0]],
    ['exp', [-2, 2]],
    ['log', [0.5, 3]],
    ['sqrt', [0.5, 3]],
    ['reciprocal', [0.5, 3]],
    ['sin', [-2, 2]],
    ['cos', [-2, 2]],
  ];
  it.each(cases)('%s', async (name, range, kinks) => {
    const build = (o: Ops, [x]: string[]) => o[name](x!);
    await checkRule(
      shapes().map((shape) => ({ shapes: [shape], range, build, ...(kinks ? { kinks } : {}) })),
    );
  });
});

it('powers of constant exponents', async () => {
  const exponents = fc.constantFrom(-1, 0.5, 1, 2, 3, 2.5);
  await checkRule(
    fc.tuple(shapes(), exponents).map(([shape, exponent]) => ({
      shapes: [shape],
      range: [0.5, 2],
      build: (o, [x]) => o.pow(x!, exponent),
    })),
  );
});

it('a value used twice receives both parts', async () => {
  await checkRule(
    shapes().map((shape) => ({ shapes: [shape], build: (o, [x]) => o.add(o.mul(x!, x!), o.exp(x!)) })),
  );
});
