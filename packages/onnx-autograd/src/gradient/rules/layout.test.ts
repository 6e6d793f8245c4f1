import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, ints, text } from '../../attribute.js';
import { elementCount } from '../../data.js';
import { Graph } from '../../graph.js';
import { ops } from '../../ops/ops.js';
import { prune } from '../../prune.js';
import { broadcastPair, checkRule, shapes } from '../../testing/central-difference.js';
import { gradient } from '../gradient.js';

/** A shape and one of its axes. */
const withAxis = shapes(4, 5).chain((shape) =>
  fc.record({ shape: fc.constant(shape), axis: fc.nat(shape.length - 1), negative: fc.boolean() }),
);

describe('shapes', () => {
  it('Reshape, Flatten, Squeeze and Unsqueeze', async () => {
    await checkRule(
      shapes(3).map((shape) => ({
        shapes: [shape],
        build: (o, [x]) => {
          const wide = o.unsqueeze(o.exp(x!), [0, shape.length + 1]);
          const flat = o.graph.addNode('Flatten', [wide], { attributes: { axis: int(1) } }).outputs[0]!;
          return o.reshape(o.squeeze(flat, [0]), [1, elementCount(shape), 1]);
        },
      })),
    );
  });

  it('Transpose', async () => {
    await checkRule(
      shapes(4).chain((shape) =>
        fc
          .shuffledSubarray(
            shape.map((_, axis) => axis),
            { minLength: shape.length },
          )
          .map((order) => ({
            shapes: [shape],
            build: (o, [x]) => o.transpose(o.transpose(x!, order)),
          })),
      ),
    );
  });

  it('Expand', async () => {
    await checkRule(
      broadcastPair.map(([a, b]) => ({
        shapes: [a.length < b.length ? a : b],
        build: (o, [x]) => o.expand(x!, a.length < b.length ? b : a),
      })),
    );
  });

  it('Tile', async () => {
    await checkRule(
      fc
        .tuple(shapes(3), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }))
        .map(([shape, repeats]) => ({
          shapes: [shape],
          build: (o, [x]) => o.tile(x!, repeats.slice(0, shape.length)),
        })),
    );
  });
});

describe('parts', () => {
  it('Concat', async () => {
    await checkRule(
      fc.tuple(withAxis, fc.integer({ min: 1, max: 4 })).map(([{ shape, axis, negative }, size]) => ({
        shapes: [shape, shape.with(axis, size), shape],
        build: (o, inputs) => o.concat(inputs, negative ? axis - shape.length : axis),
      })),
    );
  });

  it('Split, all parts or one of them used', async () => {
    await checkRule(
      fc
        .tuple(withAxis, fc.integer({ min: 1, max: 3 }), fc.boolean())
        .map(([{ shape, axis, negative }, size, all]) => ({
          shapes: [shape.with(axis, size + 2)],
          build: (o, [x]) => {
            const parts = o.split(x!, [size, 2], negative ? axis - shape.length : axis);
            return all ? parts : [parts[1]!];
          },
        })),
    );
  });

  it('Slice with any start, end and step', async () => {
    const bound = fc.integer({ min: -7, max: 7 });
    const step = fc.constantFrom(1, 1, 2, 3, -1, -2);
    const cases = fc.tuple(withAxis, bound, bound, step).filter(([{ shape, axis }, start, end, by]) => {
      const graph = new Graph();
      const o = ops(graph);
      graph.addInput('x', 'float64', shape);
      return elementCount(graph.shape(o.slice('x', axis, start, end, by))) > 0;
    });
    await checkRule(
      cases.map(([{ shape, axis }, start, end, by]) => ({
        shapes: [shape],
        build: (o, [x]) => o.slice(x!, axis, start, end, by),
      })),
      60,
    );
  });

  it('Gather adds up entries that are picked twice', async () => {
    const picks = fc.array(fc.integer({ min: -5, max: 4 }), { minLength: 1, maxLength: 6 });
    await checkRule(
      fc.tuple(withAxis, picks).map(([{ shape, axis }, indices]) => ({
        shapes: [shape.with(axis, 5)],
        build: (o, [x]) => o.gather(x!, indices, axis),
      })),
    );
  });

  it('Gather that only changes the order is undone by another', async () => {
    const orders = fc.shuffledSubarray([0, 1, -3, 3, 4], { minLength: 5, maxLength: 5 });
    await checkRule(
      fc.tuple(withAxis, orders).map(([{ shape, axis }, order]) => ({
        shapes: [shape.with(axis, 5)],
        build: (o, [x]) => o.gather(x!, order, axis),
      })),
    );
    const graph = new Graph();
    const [o, x] = [ops(graph), graph.addInput('x', 'float32', [5, 2])];
    const slopes = gradient(graph, o.reduceSum(o.gather(x, [4, 2, 0, 1, -2], 0)), [x]);
    const kinds = [...prune(graph, slopes).nodes].map(({ opType }) => opType);
    expect(kinds.filter((kind) => kind === 'Gather' || kind === 'MatMul')).toEqual(['Gather']);
  });

  it('Gather by one index', async () => {
    await checkRule(
      withAxis.map(({ shape, axis, negative }) => ({
        shapes: [shape],
        build: (o, [x]) => o.gather(x!, o.constant([negative ? -1 : 0], [], 'int64'), axis),
      })),
    );
  });
});

describe('pictures', () => {
  it('Pad and crop', async () => {
    const amount = fc.integer({ min: -1, max: 2 });
    const amounts = fc.array(amount, { minLength: 3, maxLength: 3 });
    await checkRule(
      fc
        .tuple(fc.array(fc.integer({ min: 3, max: 5 }), { minLength: 1, maxLength: 3 }), amounts, amounts)
        .map(([shape, before, after]) => ({
          shapes: [shape],
          build: (o, [x]) => o.pad(x!, before.slice(0, shape.length), after.slice(0, shape.length), 0.5),
        })),
    );
  });

  it.each([
    ['asymmetric', 'floor'],
    ['half_pixel', 'round_prefer_floor'],
  ])('Resize nearest, %s', async (coordinates, nearest) => {
    const side = fc.integer({ min: 1, max: 4 });
    await checkRule(
      fc
        .tuple(side, side, side, fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2, 3))
        .map(([c, h, w, up, along]) => ({
          shapes: [[2, c, h, w]],
          type: 'float32',
          build: (o, [x]) => {
            const scales = o.constant([1, 1, up, along], [4]);
            const attributes = {
              mode: text('nearest'),
              nearest_mode: text(nearest),
              coordinate_transformation_mode: text(coordinates),
            };
            return o.graph.addNode('Resize', [x!, '', scales], { attributes }).outputs[0]!;
          },
        })),
    );
  });

  it('refuses interpolation that it does not cover', () => {
    const graph = new Graph();
    const o = ops(graph);
    graph.addInput('x', 'float32', [1, 1, 2, 2]);
    const attributes = { mode: text('linear') };
    const scales = o.constant([1, 1, 2, 2], [4]);
    const y = graph.addNode('Resize', ['x', '', scales], { attributes }).outputs[0]!;
    expect(() => gradient(graph, o.reduceSum(y), ['x'])).toThrow(/does not cover interpolation/);
  });
});

it('axes of attributes are read as lists', () => {
  const graph = new Graph();
  graph.addInput('x', 'float32', [2, 3]);
  const y = graph.addNode('Transpose', ['x'], { attributes: { perm: ints([1, 0]) } }).outputs[0]!;
  expect(graph.shape(y)).toEqual([3, 2]);
});
