import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float, int } from '../../attribute.js';
import { Graph } from '../../graph.js';
import { ops } from '../../ops/ops.js';
import { prune } from '../../prune.js';
import { broadcastPair, checkRule } from '../../testing/central-difference.js';
import { gradient } from '../gradient.js';

const dim = fc.integer({ min: 1, max: 4 });

describe('MatMul', () => {
  it('with leading axes that broadcast', async () => {
    await checkRule(
      fc.tuple(broadcastPair, dim, dim, dim).map(([[a, b], rows, inner, columns]) => ({
        shapes: [
          [...a.slice(-2), rows, inner],
          [...b.slice(-2), inner, columns],
        ],
        build: (o, [x, y]) => o.matMul(x!, y!),
      })),
    );
  });

  it('of vectors and matrices', async () => {
    const sides = fc.constantFrom('vv', 'vm', 'mv', 'mm', 'tm', 'vt', 'tv');
    await checkRule(
      fc.tuple(sides, dim, dim, dim).map(([kind, rows, inner, columns]) => ({
        shapes: [
          { v: [inner], m: [rows, inner], t: [2, rows, inner] }[kind[0] as 'v'],
          { v: [inner], m: [inner, columns], t: [2, inner, columns] }[kind[1] as 'v'],
        ],
        build: (o, [x, y]) => o.matMul(x!, y!),
      })),
    );
  });

  it('of transposed factors', async () => {
    await checkRule(
      fc.tuple(dim, dim, dim, dim).map(([batch, rows, inner, columns]) => ({
        shapes: [
          [batch, rows, inner],
          [batch, columns, inner],
        ],
        build: (o, [x, y]) => o.matMul(x!, o.transpose(y!, [0, 2, 1])),
      })),
    );
  });
});

it('large constants are not transposed, which would keep a second copy of them', () => {
  const graph = new Graph();
  const o = ops(graph);
  const x = graph.addInput('x', 'float32', [2, 3000, 5]);
  const weights = o.expand(o.constant([1], [1, 1, 1]), [2, 3000, 3000]);
  const [slope] = gradient(graph, o.reduceSum(o.matMul(weights, x)), [x]);
  const transposed = [...prune(graph, [slope!]).nodes].filter(({ opType }) => opType === 'Transpose');
  expect(transposed.map(({ inputs }) => inputs[0])).not.toContain(weights);
  expect(transposed).toHaveLength(2);
});

it('Gemm', async () => {
  const flags = fc.record({
    transA: fc.boolean(),
    transB: fc.boolean(),
    bias: fc.constantFrom('none', 'row', 'full', 'scalar'),
  });
  await checkRule(
    fc.tuple(flags, dim, dim, dim).map(([{ transA, transB, bias }, rows, inner, columns]) => {
      const addend = { none: undefined, row: [columns], full: [rows, columns], scalar: [1] }[bias];
      return {
        shapes: [
          transA ? [inner, rows] : [rows, inner],
          transB ? [columns, inner] : [inner, columns],
          ...(addend ? [addend] : []),
        ],
        build: (o, inputs) =>
          o.graph.addNode('Gemm', inputs, {
            attributes: {
              transA: int(transA ? 1 : 0),
              transB: int(transB ? 1 : 0),
              alpha: float(0.5),
              beta: float(2),
            },
          }).outputs[0]!,
      };
    }),
  );
});
