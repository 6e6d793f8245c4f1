import fc from 'fast-check';
import { Tensor } from 'onnxruntime-node';
import { expect } from 'vitest';
import { elementCount } from '../data.js';
import { type VjpOptions, vjp } from '../gradient/gradient.js';
import { Graph } from '../graph.js';
import { createSession } from '../io/session.js';
import { type Ops, ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import type { Shape, Value } from '../types.js';

export interface RuleCase {
  /** Shapes of the differentiated inputs. */
  shapes: readonly Shape[];
  /** Writes the operator under test. */
  build(o: Ops, inputs: Value[]): Value | Value[];
  /** The same function by operators that have double-precision kernels, where the one under test has none. */
  reference?(o: Ops, inputs: Value[]): Value;
  /** Inputs are drawn evenly from this range. */
  range?: readonly [number, number];
  /** Numbers closer to each other, or to these, than 0.01 are redrawn: kinks of the function. */
  kinks?: readonly number[];
  /** Where ONNX Runtime has float kernels only. */
  type?: 'float64' | 'float32';
  opset?: number;
  options?: VjpOptions;
}

/** Random numbers that depend on the seed only. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How often each rule is tried; more by the environment variable PROPERTY_RUNS. */
export const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);

/** Checks a rule on random cases against central differences of fourth order. */
export async function checkRule(cases: fc.Arbitrary<RuleCase>, runs = RUNS): Promise<void> {
  await fc.assert(
    fc.asyncProperty(cases, fc.nat(), (one, seed) => checkCase(one, seed)),
    { numRuns: runs },
  );
}

async function checkCase(one: RuleCase, seed: number): Promise<void> {
  const { type = 'float64', shapes } = one;
  const random = randomNumbers(seed);
  const graph = new Graph({ opset: one.opset ?? 17 });
  const o = ops(graph);
  const inputs = shapes.map((shape, index) => graph.addInput(`x${index}`, type, shape));
  const built = one.build(o, inputs);
  const outputs = typeof built === 'string' ? [built] : built;
  const cotangents = outputs.map((output) => {
    const shape = graph.shape(output);
    return o.constant(
      Array.from({ length: elementCount(shape) }, () => random() * 2 - 1),
      shape,
      type,
    );
  });
  const slopes = vjp(graph, outputs, cotangents, inputs, one.options);
  for (const [index, slope] of slopes.entries()) {
    expect(graph.shape(slope)).toEqual(shapes[index]);
    expect(graph.type(slope)).toBe(type);
  }
  const measured = one.reference ? [one.reference(o, inputs)] : outputs;
  const sum = measured
    .map((output, index) => o.reduceSum(o.mul(output, cotangents[index]!)))
    .reduce((total, part) => o.add(total, part));
  const session = await createSession(prune(graph, [sum, ...slopes]), {
    graphOptimizationLevel: 'disabled',
    // Starting threads would take longer than the work.
    intraOpNumThreads: 1,
  });
  const array = type === 'float64' ? Float64Array : Float32Array;
  const numbers = draw(
    one,
    shapes.reduce((sum, shape) => sum + elementCount(shape), 0),
    random,
  );
  const at = shapes.map((shape) => array.from(numbers.splice(0, elementCount(shape))));
  const run = (points: typeof at) =>
    session.run(
      Object.fromEntries(
        points.map((data, index) => [`x${index}`, new Tensor(type, data as Float32Array, shapes[index]!)]),
      ),
    );
  const values = async (moved: number, direction: readonly number[], step: number) => {
    const points = at.map((data, index) =>
      index === moved ? array.from([...data].map((number, i) => number + step * direction[i]!)) : data,
    );
    return Number((await run(points))[sum]!.data[0]);
  };
  const exact = await run(at);
  const step = type === 'float64' ? 1e-3 : 2e-2;
  for (const [index, slope] of slopes.entries()) {
    const gradient = [...(exact[slope]!.data as Float64Array)];
    const direction = gradient.map(() => random() * 2 - 1);
    const ahead = (await values(index, direction, step)) - (await values(index, direction, -step));
    const further = (await values(index, direction, 2 * step)) - (await values(index, direction, -2 * step));
    const numeric = (8 * ahead - further) / (12 * step);
    const analytic = gradient.reduce((total, g, i) => total + g * direction[i]!, 0);
    const size = gradient.reduce((total, g, i) => total + Math.abs(g * direction[i]!), 1);
    const error = Math.abs(numeric - analytic) / size;
    expect(error, `input ${index}: ${numeric} numerically, ${analytic} by the rule`).toBeLessThan(
      type === 'float64' ? 1e-7 : 1e-3,
    );
  }
  await session.release();
}

function draw({ range = [-2, 2], kinks }: RuleCase, count: number, random: () => number): number[] {
  const numbers: number[] = [];
  while (numbers.length < count) {
    const number = range[0] + (range[1] - range[0]) * random();
    const near = (other: number) => Math.abs(other - number) < 0.01;
    if (kinks && (kinks.some(near) || numbers.some(near))) continue;
    numbers.push(number);
  }
  return numbers;
}

/** Shapes of up to `rank` axes with up to `size` elements each. */
export const shapes = (rank = 4, size = 4, least = 1): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: size }), { minLength: least, maxLength: rank });

/** Two shapes that broadcast together. */
export const broadcastPair: fc.Arbitrary<[number[], number[]]> = shapes(4).chain((shape) =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
      fc.nat(shape.length),
      fc.boolean(),
    )
    .map(([ones, drop, swap]) => {
      const other = shape.map((dim, axis) => (ones[axis] ? 1 : dim)).slice(drop);
      return swap ? [other, shape] : [shape, other];
    }),
);
