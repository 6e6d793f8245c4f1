import { expect, it } from 'vitest';
import { elementCount } from '../data.js';
import { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import { checkRule, shapes } from '../testing/central-difference.js';
import type { Value } from '../types.js';
import { gradient, vjp } from './gradient.js';

/** How often each operator stands in the gradient of the sum of what `build` writes. */
function kinds(build: (o: Ops, x: Value) => Value): Map<string, number> {
  const graph = new Graph();
  const x = graph.addInput('x', 'float32', [4, 6]);
  const o = ops(graph);
  const slopes = gradient(graph, o.reduceSum(build(o, x)), [x]);
  const counts = new Map<string, number>();
  for (const { opType } of prune(graph, slopes).nodes) counts.set(opType, (counts.get(opType) ?? 0) + 1);
  return counts;
}

const centredSquares = (o: Ops, x: Value) => {
  const centred = o.sub(x, o.reduceMean(x, { axes: [-1], keepDims: true }));
  return o.mul(centred, centred);
};

it('writes no copy of a mean where the operator behind it broadcasts', () => {
  expect(kinds(centredSquares).has('Expand')).toBe(false);
});

it('keeps the copy where its size is needed', () => {
  expect(kinds((o, x) => o.reshape(o.exp(o.reduceMean(x, { axes: [-1] })), [4])).get('Expand')).toBe(1);
});

const halves = (o: Ops, x: Value) => {
  const size = o.shape(x).at(-1)!;
  const cut = Math.ceil(size / 2);
  return [o.exp(o.slice(x, -1, 0, cut)), o.sin(o.slice(x, -1, cut, size))];
};

it('joins the cotangents of parts that fill an axis', () => {
  const joined = kinds((o, x) => o.mul(...(halves(o, o.neg(x)) as [Value, Value])));
  expect([joined.get('Concat'), joined.has('Pad')]).toEqual([1, false]);
  const apart = kinds((o, x) => o.mul(o.slice(o.neg(x), -1, 0, 2), o.slice(x, -1, 3, 5)));
  expect([apart.has('Concat'), apart.get('Pad')]).toEqual([false, 2]);
});

/** The halves of x · w and of ½ · x · w, for a constant w of as many columns as rows. */
const halvesOfProducts = (o: Ops, x: Value) => {
  const size = o.shape(x).at(-1)!;
  const numbers = Array.from({ length: size ** 2 }, (_, at) => Math.sin(at));
  const weight = o.constant(numbers, [size, size], o.type(x));
  const rows = o.reshape(x, [elementCount(o.shape(x)) / size, size]);
  const scaled = o.reshape(o.gemm(rows, weight, { alpha: 0.5 }), o.shape(x));
  return [...halves(o, o.matMul(x, weight)), ...halves(o, scaled)];
};

it('multiplies parts by their own weights instead of joining them', () => {
  const weight = (o: Ops) => o.constant(Array.from({ length: 36 }, Math.sin), [6, 6]);
  const counts = kinds((o, x) =>
    o.mul(...(halves(o, o.matMul(o.reshape(x, [2, 2, 6]), weight(o))) as [Value, Value])),
  );
  expect([counts.get('Gemm'), counts.has('Concat')]).toEqual([2, false]);
});

const gated = (o: Ops, x: Value) => o.mul(x, o.div(o.sigmoid(x), 3));

it('takes a common factor out of a sum of products', () => {
  const graph = new Graph();
  const o = ops(graph);
  const x = graph.addInput('x', 'float32', [4, 6]);
  const g = graph.addInput('g', 'float32', [4, 6]);
  const [slope] = vjp(graph, [gated(o, o.neg(x))], [g], [x]);
  const readers = prune(graph, [slope!]).consumers(g);
  expect(readers.map(({ opType }) => opType)).toEqual(['Mul']);
});

it('leaves every gradient what it was', async () => {
  await checkRule(
    shapes(3)
      .filter((shape) => shape.length > 0 && shape.at(-1)! > 1)
      .map((shape) => ({
        shapes: [shape],
        build: (o, [x]) => [
          centredSquares(o, x!),
          gated(o, x!),
          ...halves(o, x!),
          ...halvesOfProducts(o, x!),
        ],
      })),
  );
});
