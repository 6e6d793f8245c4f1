import fc from 'fast-check';
import { describe, it } from 'vitest';
import { float, int } from '../../attribute.js';
import { checkRule, type RuleCase, shapes } from '../../testing/central-difference.js';

const apply =
  (opType: string, attributes = {}): RuleCase['build'] =>
  (o, [x]) =>
    o.graph.addNode(opType, [x!], { attributes }).outputs[0]!;

describe('activations', () => {
  it.each(['Sigmoid', 'Tanh'])('%s', async (opType) => {
    await checkRule(shapes().map((shape) => ({ shapes: [shape], build: apply(opType) })));
  });
  // ONNX Runtime has these in single precision only.
  it.each(['Erf', 'Softplus'])('%s', async (opType) => {
    await checkRule(shapes().map((shape) => ({ shapes: [shape], type: 'float32', build: apply(opType) })));
  });
  it.each([
    ['Relu', {}],
    ['LeakyRelu', { alpha: float(0.2) }],
    ['Elu', { alpha: float(0.7) }],
  ] as const)('%s', async (opType, attributes) => {
    await checkRule(
      shapes(3).map((shape) => ({
        shapes: [shape],
        type: opType === 'Relu' ? 'float64' : 'float32',
        range: [-20, 20],
        kinks: [0, 0.02, -0.02, 0.04, -0.04],
        build: apply(opType, attributes),
      })),
    );
  });
});

it('attention: a Softmax that is only multiplied by values', async () => {
  const dim = fc.integer({ min: 1, max: 4 });
  await checkRule(
    fc.tuple(dim, dim, dim, dim, fc.boolean()).map(([batch, queries, keys, size, twice]) => ({
      shapes: [
        [batch, queries, keys],
        [twice ? 1 : batch, keys, size],
      ],
      build: (o, [scores, values]) => {
        const probabilities = o.softmax(scores!);
        const mixed = o.matMul(probabilities, values!);
        return twice ? [mixed, o.mul(probabilities, probabilities)] : mixed;
      },
    })),
  );
});

describe.each(['Softmax', 'LogSoftmax'])('%s', (opType) => {
  it('along any axis', async () => {
    await checkRule(
      shapes(4).chain((shape) =>
        fc.integer({ min: -shape.length, max: shape.length - 1 }).map((axis) => ({
          shapes: [shape],
          build: apply(opType, { axis: int(axis) }),
        })),
      ),
    );
  });
});
