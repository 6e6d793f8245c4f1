import fc from 'fast-check';
import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { elementCount } from '../data.js';
import { Graph } from '../graph.js';
import { createSession } from '../io/session.js';
import type { ConvOptions } from '../ops/linear.js';
import { type Ops, ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import { checkRule, RUNS, randomNumbers } from '../testing/central-difference.js';
import type { DataType, Shape, Value } from '../types.js';
import { winograd } from './winograd.js';

/** So many that the changes of basis pay at every size below. */
const CHANNELS = 48;

const random = randomNumbers(1);
const filled = (o: Ops, shape: Shape, type: DataType = 'float32') =>
  o.constant(
    Array.from({ length: elementCount(shape) }, () => random() - 0.5),
    shape,
    type,
  );

interface Case {
  input: Shape;
  pads: number[];
  isBiased: boolean;
}

/** Maps whose results fill their tiles, and ones that leave a row or a column over. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    results: fc.tuple(...[0, 1].map(() => fc.constantFrom(3, 4, 7, 8, 11, 12))),
    pads: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 1 }))),
    isBiased: fc.boolean(),
  })
  .map(({ batch, results, pads, isBiased }) => ({
    input: [batch, CHANNELS, ...results.map((size, axis) => size + 2 - pads[axis]! - pads[axis + 2]!)],
    pads,
    isBiased,
  }));

function convolved(o: Ops, x: Value, { pads, isBiased }: Case): Value {
  const weight = filled(o, [CHANNELS, CHANNELS, 3, 3]);
  const result = o.conv(x, weight, { pads });
  if (!isBiased) return result;
  const { attributes } = o.graph.producer(result)!;
  return o.graph.addNode('Conv', [x, weight, filled(o, [CHANNELS])], { attributes, name: 'biased' })
    .outputs[0]!;
}

describe('convolutions by minimal filtering', () => {
  it('have the results of plain ones', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const plain = new Graph();
        const x = plain.addInput('x', 'float32', one.input);
        plain.addOutput(convolved(ops(plain), x, one), 'y');
        const fast = plain.clone();
        expect(winograd(fast)).toBeGreaterThan(0);
        const program = prune(fast, ['y']);
        expect([...program.nodes].some(({ opType }) => opType === 'Conv')).toBe(false);
        const feed = new Tensor('float32', Float32Array.from({ length: elementCount(one.input) }, random), [
          ...one.input,
        ]);
        const [expected, received] = await Promise.all(
          [plain, program].map(async (graph) => {
            const session = await createSession(graph, { intraOpNumThreads: 1 });
            const { y } = await session.run({ x: feed });
            await session.release();
            return y!;
          }),
        );
        expect(received!.dims).toEqual(expected!.dims);
        const [wanted, got] = [expected!.data as Float32Array, received!.data as Float32Array];
        const size = Math.max(...wanted.map(Math.abs));
        expect(Math.max(...wanted.map((number, at) => Math.abs(number - got[at]!)))).toBeLessThan(
          1e-5 * size,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('have the gradient of plain ones', async () => {
    await checkRule(
      cases.map((one) => ({
        type: 'float32' as const,
        shapes: [one.input],
        build: (o, [x]) => {
          const read = o.mul(convolved(o, x!, one), 0.1);
          expect(winograd(o.graph)).toBeGreaterThan(0);
          return read;
        },
      })),
    );
  });
});

/** How many of these convolutions were replaced. */
function replaced(build: (o: Ops) => unknown, options = {}): number {
  const graph = new Graph();
  build(ops(graph));
  return winograd(graph, options);
}

const map = (o: Ops, size: number, type: DataType = 'float32') =>
  o.graph.addInput(o.graph.uniqueName('x'), type, [1, CHANNELS, size, size]);
const kernel = (o: Ops, size = 3, type: DataType = 'float32') =>
  filled(o, [CHANNELS, CHANNELS, size, size], type);
const by = (options: ConvOptions) => (o: Ops) =>
  o.conv(map(o, 8), kernel(o), { pads: [1, 1, 1, 1], ...options });

describe('what is made fast', () => {
  it.each<[string, (o: Ops) => unknown, number]>([
    ['a plain convolution', by({}), 1],
    ['not one with steps', by({ strides: [2, 2] }), 0],
    ['not one with gaps', by({ dilations: [2, 2] }), 0],
    ['not one in groups', (o) => o.conv(map(o, 8), filled(o, [CHANNELS, 1, 3, 3]), { group: CHANNELS }), 0],
    ['not one of another kernel', (o) => o.conv(map(o, 8), kernel(o, 1)), 0],
    ['not one whose weights are computed', (o) => o.conv(map(o, 8), o.neg(kernel(o))), 0],
    ['not one in double precision', (o) => o.conv(map(o, 8, 'float64'), kernel(o, 3, 'float64')), 0],
    ['not one whose changes of basis cost more than they save', (o) => o.conv(map(o, 64), kernel(o)), 0],
  ])('%s', (_, build, count) => {
    expect(replaced(build)).toBe(count);
  });

  it('within the memory given, the largest maps first', () => {
    const each = 4 * 36 * CHANNELS ** 2;
    const outputs = new Map<number, Value>();
    const build = (o: Ops) => {
      for (const size of [6, 14, 10]) outputs.set(size, o.neg(o.conv(map(o, size), kernel(o))));
    };
    expect(replaced(build, { bytes: each - 1 })).toBe(0);
    expect(replaced(build, { bytes: 3 * each })).toBe(3);
    const graph = new Graph();
    build(ops(graph));
    expect(winograd(graph, { bytes: 2 * each })).toBe(2);
    const made = [6, 10, 14].map((size) => {
      const [read] = graph.producer(outputs.get(size)!)!.inputs;
      return graph.producer(read!)!.opType;
    });
    expect(made).toEqual(['Conv', 'MatMul', 'MatMul']);
  });
});
