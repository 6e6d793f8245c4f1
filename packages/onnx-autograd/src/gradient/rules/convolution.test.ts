import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Graph } from '../../graph.js';
import { type Ops, ops } from '../../ops/ops.js';
import { prune } from '../../prune.js';
import { checkRule } from '../../testing/central-difference.js';
import type { Value } from '../../types.js';
import { gradient } from '../gradient.js';

const few = (max: number, min = 1) => fc.integer({ min, max });

/** Windows over two spatial axes; pads even on both sides of an axis or not. */
const windows = fc
  .record({
    kernel: fc.tuple(few(3), few(3)),
    strides: fc.tuple(few(3), few(3)),
    dilations: fc.tuple(few(2), few(2)),
    begins: fc.tuple(few(2, 0), few(2, 0)),
    ends: fc.tuple(few(2, 0), few(2, 0)),
    even: fc.boolean(),
    side: fc.tuple(few(7, 5), few(7, 5)),
  })
  .map(({ begins, ends, even, ...rest }) => ({ ...rest, pads: [...begins, ...(even ? begins : ends)] }));

/** A constant without symmetries. */
function waves(o: Ops, shape: number[]): Value {
  const count = shape.reduce((product, dim) => product * dim, 1);
  return o.constant(
    Array.from({ length: count }, (_, at) => Math.sin(at)),
    shape,
  );
}

// ONNX Runtime has single-precision kernels only; the operators are linear in each input, so that large steps are exact.
describe('Conv', () => {
  it('input, weight and bias', async () => {
    await checkRule(
      fc.tuple(windows, few(2), few(3), few(3)).map(([w, batch, from, to]) => ({
        type: 'float32',
        shapes: [[batch, from, ...w.side], [to, from, ...w.kernel], [to]],
        build: (o, [x, weight, bias]) => o.add(o.conv(x!, weight!, w), o.reshape(bias!, [1, to, 1, 1])),
      })),
      60,
    );
  });

  it('input, by mirrored weights where they are constant and the map keeps its size', async () => {
    const odd = fc.constantFrom(1, 3, 5);
    await checkRule(
      fc.tuple(odd, odd, few(3), few(3)).map(([height, width, from, to]) => ({
        type: 'float32',
        shapes: [[2, from, 5, 6]],
        build: (o, [x]) => {
          const pads = [height, width, height, width].map((size) => (size - 1) / 2);
          return o.conv(x!, waves(o, [to, from, height, width]), { pads });
        },
      })),
    );
  });

  it.each([
    ['small weights', [3, 2, 3, 3], [8, 8], undefined, 'Conv'],
    ['large weights', [2 ** 11, 2 ** 11, 1, 3], [8, 8], undefined, 'ConvTranspose'],
    ['large weights over as many positions as asked for', [2 ** 11, 2 ** 11, 1, 3], [8, 8], 64, 'Conv'],
    ['large weights over fewer', [2 ** 11, 2 ** 11, 1, 3], [8, 8], 65, 'ConvTranspose'],
    ['weights of one position', [3, 2, 1, 1], [8, 8], undefined, 'Conv'],
  ])('%s', (_, weights, spatial, mirrorFrom, expected) => {
    const graph = new Graph();
    const o = ops(graph);
    const x = graph.addInput('x', 'float32', [1, weights[1]!, ...spatial]);
    const [to, from, height, width] = weights as [number, number, number, number];
    const weight = o.constant(new Array(to * from * height * width).fill(1), weights);
    const pads = [height, width, height, width].map((size) => (size - 1) / 2);
    const loss = o.reduceSum(o.conv(x, weight, { pads }));
    const slopes = gradient(graph, loss, [x], mirrorFrom === undefined ? {} : { mirrorFrom });
    const kinds = [...prune(graph, slopes).nodes].map(({ opType }) => opType);
    expect(kinds.filter((kind) => kind.startsWith('Conv'))).toEqual([expected]);
  });

  it('grouped: input', async () => {
    await checkRule(
      fc.tuple(windows, few(3), few(2), few(2)).map(([w, group, from, to]) => ({
        type: 'float32',
        shapes: [[2, from * group, ...w.side]],
        build: (o, [x]) => {
          return o.conv(x!, waves(o, [to * group, from, ...w.kernel]), { ...w, group });
        },
      })),
    );
  });

  it('over one axis', async () => {
    await checkRule(
      fc.tuple(few(3), few(2), few(9, 5)).map(([kernel, stride, side]) => ({
        type: 'float32',
        shapes: [[2, 2, side], [3, 2, kernel], [3]],
        build: (o, inputs) =>
          o.graph.addNode('Conv', inputs, {
            attributes: { strides: { type: 'ints', value: [BigInt(stride)] } },
          }).outputs[0]!,
      })),
    );
  });
});

it('ConvTranspose: input, weight and bias', async () => {
  await checkRule(
    fc.tuple(windows, few(3), few(3)).map(([{ side, kernel, strides, dilations, pads }, from, to]) => ({
      type: 'float32',
      shapes: [[2, from, ...side], [from, to, ...kernel], [to]],
      build: (o, [x, weight, bias]) => {
        const y = o.convTranspose(x!, weight!, {
          strides,
          dilations,
          pads,
          outputPadding: strides.map((stride) => stride - 1),
        });
        return o.add(y, o.reshape(bias!, [1, to, 1, 1]));
      },
    })),
  );
});

it('AveragePool', async () => {
  await checkRule(
    fc.tuple(windows, few(3)).map(([{ side, kernel, strides }, channels]) => ({
      type: 'float32',
      shapes: [[2, channels, ...side]],
      build: (o, [x]) => o.averagePool(x!, kernel, strides),
    })),
  );
});
