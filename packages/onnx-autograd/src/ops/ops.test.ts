import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.js';
import { createSession } from '../io/session.js';
import { type Ops, ops } from './ops.js';

/** What ONNX Runtime computes for an expression of x = 1…6 as [2, 3]. */
async function evaluate(build: (o: Ops, x: string) => string, opset = 17) {
  const graph = new Graph({ opset });
  const o = ops(graph);
  graph.addInput('x', 'float32', [2, 3]);
  const y = build(o, 'x');
  graph.addOutput(y);
  const session = await createSession(graph, { intraOpNumThreads: 1 });
  const result = (await session.run({ x: new Tensor('float32', [1, 2, 3, 4, 5, 6], [2, 3]) }))[y]!;
  expect(result.dims).toEqual(graph.shape(y));
  return [...(result.data as Float32Array)];
}

describe('expressions mean what they say', () => {
  const row = (o: Ops) => o.constant([1, 10, 100], [3]);
  const cases: [string, (o: Ops, x: string) => string, number[]][] = [
    ['numbers on either side', (o, x) => o.sub(10, o.div(x, 2)), [9.5, 9, 8.5, 8, 7.5, 7]],
    ['broadcasting', (o, x) => o.mul(x, row(o)), [1, 20, 300, 4, 50, 600]],
    ['reduction that drops its axis', (o, x) => o.reduceSum(x, { axes: [1] }), [6, 15]],
    [
      'reduction that keeps its axis',
      (o, x) => o.sub(x, o.reduceMean(x, { axes: [-1], keepDims: true })),
      [-1, 0, 1, -1, 0, 1],
    ],
    ['reduction over everything', (o, x) => o.reduceMax(x), [6]],
    ['slice with a step', (o, x) => o.slice(x, 1, 0, 3, 2), [1, 3, 4, 6]],
    ['gather', (o, x) => o.gather(x, [2, 0], 1), [3, 1, 6, 4]],
    ['matrix product with a transposed factor', (o, x) => o.matMul(x, o.transpose(x)), [14, 32, 32, 77]],
    ['where', (o, x) => o.where(o.greater(x, 3), x, 0), [0, 0, 0, 4, 5, 6]],
    ['clip on one side', (o, x) => o.clip(x, undefined, 2), [1, 2, 2, 2, 2, 2]],
    ['pad', (o, x) => o.pad(o.slice(x, 0, 0, 1), [0, 1], [0, 0], 7), [7, 1, 2, 3]],
    ['split and concat', (o, x) => o.concat(o.split(x, [1, 2], 1).toReversed(), 1), [2, 3, 1, 5, 6, 4]],
    ['tile', (o, x) => o.tile(o.slice(x, 1, 0, 1), [1, 2]), [1, 1, 4, 4]],
    [
      'squeeze and expand',
      (o, x) => o.expand(o.squeeze(o.slice(x, 0, 0, 1), [0]), [2, 3]),
      [1, 2, 3, 1, 2, 3],
    ],
    [
      'resize',
      (o, x) => o.resizeNearest(o.reshape(o.slice(x, 1, 0, 1), [1, 1, 2, 1]), 2),
      [1, 1, 1, 1, 4, 4, 4, 4],
    ],
    ['average pool', (o, x) => o.averagePool(o.reshape(x, [1, 1, 2, 3]), [2, 3], [1, 1]), [3.5]],
  ];
  it.each(cases)('%s', async (_, build, expected) => {
    expect(await evaluate(build)).toEqual(expected);
    expect(await evaluate(build, 18)).toEqual(expected);
  });
});

describe('errors', () => {
  const graph = new Graph();
  const o = ops(graph, 'loss/');
  graph.addInput('a', 'float32', [2, 3]);
  graph.addInput('b', 'float32', [4, 5]);
  graph.addInput('i', 'int64', [2, 3]);

  it('name both shapes', () => {
    expect(() => o.add('a', 'b')).toThrow(/\[2,3\] and \[4,5\]/);
    expect(() => o.matMul('a', 'b')).toThrow(/\[2,3\] and \[4,5\]/);
    expect(() => o.concat(['a', 'b'], 0)).toThrow(/\[2,3\] and \[4,5\]/);
    expect(() => o.reshape('a', [5])).toThrow(/\[2,3\] and \[5\]/);
  });

  it.each([
    ['type-mismatch', () => o.add('a', 'i')],
    ['axis-out-of-range', () => o.reduceSum('a', { axes: [2] })],
    ['operand-type', () => o.add(1, 2)],
  ])('%s', (code, act) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });

  it('scopes begin the names of nodes', () => {
    expect(o.exp('a')).toMatch(/^loss\/Exp/);
  });
});
