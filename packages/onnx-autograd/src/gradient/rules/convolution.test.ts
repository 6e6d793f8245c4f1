import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkRule } from '../../testing/central-difference.js';

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

  it('grouped: input', async () => {
    await checkRule(
      fc.tuple(windows, few(3), few(2), few(2)).map(([w, group, from, to]) => ({
        type: 'float32',
        shapes: [[2, from * group, ...w.side]],
        build: (o, [x]) => {
          const shape = [to * group, from, ...w.kernel];
          const count = shape.reduce((product, dim) => product * dim, 1);
          const weight = o.constant(
            Array.from({ length: count }, (_, at) => Math.sin(at)),
            shape,
          );
          return o.conv(x!, weight, { ...w, group });
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
