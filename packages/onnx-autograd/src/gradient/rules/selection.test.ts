import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Graph } from '../../graph.js';
import { ops } from '../../ops/ops.js';
import { broadcastPair, checkRule, shapes } from '../../testing/central-difference.js';
import { gradient } from '../gradient.js';

it('Where sends each element to the side that it came from', async () => {
  await checkRule(
    broadcastPair.map((pair) => ({
      shapes: pair,
      kinks: [0],
      range: [-9, 9],
      build: (o, [a, b]) => o.where(o.greater(a!, 0), o.mul(a!, 2), b!),
    })),
  );
});

it('Clip passes between its bounds', async () => {
  const bounds = fc.constantFrom([-3, 3], [-3, undefined], [undefined, 2]);
  await checkRule(
    fc.tuple(shapes(), bounds).map(([shape, [low, high]]) => ({
      shapes: [shape],
      range: [-9, 9],
      kinks: [-3, 2, 3],
      build: (o, [x]) => o.clip(x!, low, high),
    })),
  );
});

it('Cast returns the cotangent in the type of its input', () => {
  const graph = new Graph();
  const o = ops(graph);
  graph.addInput('x', 'float16', [3]);
  const [slope] = gradient(graph, o.reduceSum(o.cast('x', 'float32')), ['x']);
  expect(graph.type(slope!)).toBe('float16');
});
