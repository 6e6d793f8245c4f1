import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import { checkRule } from '../testing/central-difference.js';
import type { Value } from '../types.js';
import { sliceAttention } from './slice-attention.js';

const few = (max: number, min = 1) => fc.integer({ min, max });

/** Scaled and masked attention, and the map on the way. */
function attention(o: Ops, [queries, keys, values]: Value[]): { map: Value; output: Value } {
  const size = o.shape(queries!).at(-1)!;
  const scores = o.div(o.matMul(queries!, keys!), Math.sqrt(size));
  const shape = o.shape(scores);
  const mask = o.constant(
    Array.from({ length: shape.at(-2)! * shape.at(-1)! }, (_, at) => Math.sin(at)),
    shape.slice(-2),
  );
  const map = o.softmax(o.add(scores, o.cast(mask, o.type(scores))), -1);
  return { map, output: o.matMul(map, values!) };
}

const layers = fc
  .record({
    batch: fc.option(few(2), { nil: undefined }),
    heads: few(5),
    keyHeads: fc.boolean(),
    rows: few(6),
    keys: few(4),
    size: few(3),
    slices: few(13),
  })
  .map(({ batch, heads, keyHeads, rows, keys, size, slices }) => {
    const lead = batch === undefined ? [] : [batch];
    const own = keyHeads ? heads : 1;
    const shapes = [
      [...lead, heads, rows, size],
      [...lead, own, size, keys],
      [...lead, own, keys, size],
    ];
    return { shapes, slices };
  });

describe('attention in slices', () => {
  it('has the output and the gradients of the whole', async () => {
    await checkRule(
      layers.map(({ shapes, slices }) => ({
        shapes,
        build: (o, inputs) => {
          const { map, output } = attention(o, inputs);
          const read = o.mul(output, 2);
          expect(sliceAttention(o.graph, map, slices)).toBe(true);
          return read;
        },
        reference: (o, inputs) => o.mul(attention(o, inputs).output, 2),
      })),
    );
  });

  it.each([
    [1, [8, 64, 16]],
    [4, [2, 64, 16]],
    [8, [1, 64, 16]],
    [11, [1, 32, 16]],
    [32, [1, 16, 16]],
  ])('%i slices are of %j: heads first, then queries', (slices, shape) => {
    const graph = new Graph();
    const o = ops(graph);
    const inputs = [
      [8, 64, 4],
      [8, 4, 16],
      [8, 16, 4],
    ].map((of, at) => graph.addInput(`x${at}`, 'float32', of));
    const { map, output } = attention(o, inputs);
    graph.addOutput(o.neg(output), 'y');
    sliceAttention(graph, map, slices);
    const maps = [...graph.nodes].filter(({ opType, outputs }) => opType === 'Softmax' && outputs[0] !== map);
    expect(new Set(maps.map(({ outputs }) => String(graph.shape(outputs[0]!))))).toEqual(
      new Set([String(shape)]),
    );
  });

  it('leaves a layer alone whose map something else reads', () => {
    const graph = new Graph();
    const o = ops(graph);
    const inputs = Array.from({ length: 3 }, (_, at) => graph.addInput(`x${at}`, 'float32', [2, 4, 4]));
    const { map, output } = attention(o, inputs);
    const total = o.add(o.reduceSum(map), o.reduceSum(output));
    const before = graph.nodes.size;
    expect(sliceAttention(graph, map, 2)).toBe(false);
    expect([graph.nodes.size, graph.shape(total)]).toEqual([before, []]);
  });
});
