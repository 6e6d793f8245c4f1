import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementCount } from '../data.js';
import { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import { checkRule } from '../testing/central-difference.js';
import type { DataType, Shape, Value } from '../types.js';
import { gradient } from './gradient.js';

const few = (max: number) => fc.integer({ min: 1, max });

interface Layer {
  lead: number[];
  rows: number;
  columns: number;
  size: number;
  width: number;
  /** What is done to the scores, in turn. */
  scale: ('mul' | 'div' | 'add')[];
}

const layers: fc.Arbitrary<Layer> = fc.record({
  lead: fc.array(few(3), { maxLength: 2 }),
  rows: few(7),
  columns: few(6),
  size: few(3),
  width: few(3),
  scale: fc.array(fc.constantFrom('mul' as const, 'div' as const, 'add' as const), { maxLength: 3 }),
});

const shapesOf = ({ lead, rows, columns, size, width }: Layer): Shape[] => [
  [...lead, rows, size],
  [...lead, size, columns],
  [...lead, columns, width],
];

/** What a loss reads of a layer whose map is of `type`. */
function attention(o: Ops, [queries, keys, values]: Value[], { scale }: Layer, type?: DataType): Value {
  let scores = o.matMul(queries!, keys!);
  const factor = o.constant([0.7], [1, 1], o.type(scores));
  for (const by of scale) scores = by === 'div' ? o.div(scores, factor) : o[by](factor, scores);
  const map = o.softmax(o.cast(scores, type ?? o.type(scores)));
  return o.mul(o.matMul(o.cast(map, o.type(values!)), values!), 2);
}

describe('attention that is computed again', () => {
  it('has the gradients of central differences, however it is cut', async () => {
    await checkRule(
      fc.tuple(layers, few(130)).map(([layer, recomputeElements]) => ({
        shapes: shapesOf(layer),
        build: (o, inputs) => attention(o, inputs, layer),
        options: { recomputeFrom: 1, recomputeElements },
      })),
      60,
    );
  });

  it('with a map of another type', async () => {
    await checkRule(
      fc.tuple(layers, few(130)).map(([layer, recomputeElements]) => ({
        type: 'float32',
        shapes: shapesOf(layer),
        build: (o, inputs) => attention(o, inputs, layer, 'float64'),
        options: { recomputeFrom: 1, recomputeElements },
      })),
    );
  });

  it.each([0, 1, 2])('where only operand %i is asked for', async (asked) => {
    await checkRule(
      fc.tuple(layers, few(130)).map(([layer, recomputeElements]) => ({
        shapes: [shapesOf(layer)[asked]!],
        build: (o, [x]) => {
          const inputs = shapesOf(layer).map((shape) =>
            o.constant(
              Array.from({ length: elementCount(shape) }, (_, at) => Math.sin(at)),
              shape,
              'float64',
            ),
          );
          return attention(o, inputs.with(asked, x!), layer);
        },
        options: { recomputeFrom: 1, recomputeElements },
      })),
    );
  });
});

const LAYER: Layer = { lead: [4], rows: 8, columns: 6, size: 3, width: 2, scale: ['mul'] };

/** Shapes of the maps that the backward pass computes again, and whether it reads one of the forward pass. */
function recomputed(options: object, build = (o: Ops, inputs: Value[]) => attention(o, inputs, LAYER)) {
  const graph = new Graph();
  const inputs = shapesOf(LAYER).map((shape, at) => graph.addInput(`x${at}`, 'float32', shape));
  const o = ops(graph);
  const loss = o.reduceSum(build(o, inputs));
  const slopes = gradient(graph, loss, inputs, options);
  const program = prune(graph, [loss, ...slopes]);
  const maps = [...program.nodes].filter(({ opType }) => opType === 'Softmax');
  const isBackward = ({ name }: { name: string }) => name.startsWith('grad/');
  const forward = maps
    .filter((node) => !isBackward(node))
    .flatMap(({ outputs }) => program.consumers(outputs[0]!));
  return {
    shapes: maps.filter(isBackward).map(({ outputs }) => [...program.shape(outputs[0]!)]),
    keeps: forward.some(isBackward),
  };
}

describe('which maps are computed again, and how', () => {
  it.each([
    [{ recomputeFrom: 192 }, [[4, 8, 6]]],
    [
      { recomputeFrom: 192, recomputeElements: 100 },
      [
        [2, 8, 6],
        [2, 8, 6],
      ],
    ],
    [{ recomputeFrom: 192, recomputeElements: 48 }, new Array(4).fill([8, 6])],
    [{ recomputeFrom: 192, recomputeElements: 24 }, new Array(8).fill([4, 6])],
    [{ recomputeFrom: 192, recomputeElements: 1 }, new Array(32).fill([1, 6])],
  ])('%j', (options, shapes) => {
    expect(recomputed(options)).toEqual({ shapes, keeps: false });
  });

  it('not smaller ones', () => {
    expect(recomputed({ recomputeFrom: 193 })).toEqual({ shapes: [], keeps: true });
  });

  it('not those that are asked for themselves', () => {
    const graph = new Graph();
    const o = ops(graph);
    const [queries, keys, values] = shapesOf(LAYER).map((shape, at) =>
      graph.addInput(`x${at}`, 'float32', shape),
    );
    const map = o.softmax(o.matMul(queries!, keys!));
    const loss = o.reduceSum(o.matMul(map, values!));
    const [slope] = gradient(graph, loss, [map], { recomputeFrom: 1 });
    expect(graph.shape(slope!)).toEqual(graph.shape(map));
  });

  it.each<[string, (o: Ops, inputs: Value[]) => Value]>([
    [
      'not those that something else reads',
      (o, [queries, keys, values]) => {
        const map = o.softmax(o.matMul(queries!, keys!));
        return o.add(o.reduceSum(o.mul(map, map)), o.reduceSum(o.matMul(map, values!)));
      },
    ],
    [
      'not those with a mask',
      (o, [queries, keys, values]) => {
        const mask = o.constant(
          Array.from({ length: 48 }, (_, at) => Math.sin(at)),
          [8, 6],
        );
        return o.matMul(o.softmax(o.add(o.matMul(queries!, keys!), mask)), values!);
      },
    ],
    [
      'not those with keys that heads share',
      (o, [queries, keys, values]) => {
        const shared = o.slice(keys!, 0, 0, 1);
        return o.matMul(o.softmax(o.matMul(queries!, shared)), values!);
      },
    ],
  ])('%s', (_, build) => {
    expect(recomputed({ recomputeFrom: 1 }, build)).toEqual({ shapes: [], keeps: true });
  });
});
