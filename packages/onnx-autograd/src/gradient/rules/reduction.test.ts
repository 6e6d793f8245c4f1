import fc from 'fast-check';
import { describe, it } from 'vitest';
import { int, ints } from '../../attribute.js';
import { checkRule, type RuleCase, shapes } from '../../testing/central-difference.js';

/** Every operator with random axes, kept or not, in both ways of giving axes. */
const cases = (opType: string, more: Partial<RuleCase>): fc.Arbitrary<RuleCase> =>
  shapes(4).chain((shape) =>
    fc
      .tuple(
        fc.subarray(
          shape.map((_, axis) => axis),
          { minLength: 1 },
        ),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
      )
      .map(([axes, keep, negative, modern]) => ({
        shapes: [shape],
        opset: modern ? 18 : 17,
        ...more,
        build: (o, [x]) => {
          const list = axes.map((axis) => (negative ? axis - shape.length : axis));
          const keepdims = int(keep ? 1 : 0);
          const asInput = modern || opType === 'ReduceSum';
          const { outputs } = asInput
            ? o.graph.addNode(opType, [x!, o.graph.constant(list, [list.length], 'int64')], {
                attributes: { keepdims },
              })
            : o.graph.addNode(opType, [x!], { attributes: { keepdims, axes: ints(list) } });
          return outputs[0]!;
        },
      })),
  );

describe('reductions', () => {
  it.each(['ReduceSum', 'ReduceMean', 'ReduceSumSquare'])('%s', async (opType) => {
    await checkRule(cases(opType, {}));
  });
  it.each(['ReduceProd', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp'])('%s', async (opType) => {
    await checkRule(cases(opType, { range: [0.5, 1.5], type: 'float32' }));
  });
  it('ReduceL1', async () => {
    await checkRule(
      cases('ReduceL1', { range: [-9, 9], kinks: [0, 0.02, -0.02, 0.04, -0.04], type: 'float32' }),
    );
  });
  it.each(['ReduceMax', 'ReduceMin'])('%s', async (opType) => {
    await checkRule(cases(opType, { range: [-50, 50], kinks: [] }));
  });
});

it('GlobalAveragePool', async () => {
  await checkRule(
    shapes(5, 3, 3).map((shape) => ({
      shapes: [shape],
      type: 'float32',
      build: (o, [x]) => o.graph.addNode('GlobalAveragePool', [x!]).outputs[0]!,
    })),
  );
});
