import fc from 'fast-check';
import { it } from 'vitest';
import { float, int } from '../../attribute.js';
import type { Ops } from '../../ops/ops.js';
import { checkRule, shapes } from '../../testing/central-difference.js';

const EPSILON = 0.1;

function normalized(o: Ops, x: string, axes: readonly number[]): string {
  const centred = o.sub(x, o.reduceMean(x, { axes, keepDims: true }));
  const variance = o.reduceMean(o.mul(centred, centred), { axes, keepDims: true });
  return o.div(centred, o.sqrt(o.add(variance, EPSILON)));
}

it('InstanceNormalization', async () => {
  await checkRule(
    shapes(5, 4, 3).map((shape) => {
      const channels = [shape[1]!, ...shape.slice(2).map(() => 1)];
      const axes = shape.slice(2).map((_, at) => at + 2);
      return {
        shapes: [shape, [shape[1]!], [shape[1]!]],
        build: (o, inputs) =>
          o.graph.addNode('InstanceNormalization', inputs, { attributes: { epsilon: float(EPSILON) } })
            .outputs[0]!,
        reference: (o, [x, scale, bias]) =>
          o.add(o.mul(normalized(o, x!, axes), o.reshape(scale!, channels)), o.reshape(bias!, channels)),
      };
    }),
  );
});

it('InstanceNormalization without affine parameters, as GroupNorm is exported', async () => {
  await checkRule(
    shapes(5, 4, 3).map((shape) => ({
      type: 'float32',
      shapes: [shape],
      build: (o, [x]) => {
        const [scale, bias] = [1, 0].map((number) =>
          o.constant(new Array(shape[1]!).fill(number), [shape[1]!], o.type(x!)),
        );
        return o.graph.addNode('InstanceNormalization', [x!, scale!, bias!], {
          attributes: { epsilon: float(EPSILON) },
        }).outputs[0]!;
      },
      reference: (o, [x]) =>
        normalized(
          o,
          x!,
          shape.slice(2).map((_, at) => at + 2),
        ),
    })),
  );
});

it('LayerNormalization over any number of trailing axes', async () => {
  await checkRule(
    shapes(4).chain((shape) =>
      fc.integer({ min: -shape.length, max: shape.length - 1 }).map((axis) => {
        const trailing = shape.slice(axis);
        const axes = trailing.map((_, at) => at - trailing.length);
        return {
          shapes: [shape, trailing, trailing],
          build: (o, inputs) =>
            o.graph.addNode('LayerNormalization', inputs, {
              attributes: { epsilon: float(EPSILON), axis: int(axis) },
            }).outputs[0]!,
          reference: (o, [x, scale, bias]) => o.add(o.mul(normalized(o, x!, axes), scale!), bias!),
        };
      }),
    ),
  );
});
