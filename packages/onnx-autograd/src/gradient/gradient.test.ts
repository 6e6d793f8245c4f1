import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.js';
import { ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import { gradient, vjp } from './gradient.js';

function setup() {
  const graph = new Graph();
  graph.addInput('x', 'float32', [2, 3]);
  graph.addInput('ids', 'int64', [2]);
  return { graph, o: ops(graph) };
}

describe('gradient', () => {
  it('shares the values of the forward pass', () => {
    const { graph, o } = setup();
    const loss = o.reduceSum(o.exp('x'));
    const [slope] = gradient(graph, loss, ['x']);
    const kinds = [...prune(graph, [loss, slope!]).nodes].map(({ opType }) => opType);
    expect(kinds.filter((kind) => kind === 'Exp')).toHaveLength(1);
  });

  it('reaches values in the middle of a graph', () => {
    const { graph, o } = setup();
    const middle = o.mul('x', 3);
    const [slope] = gradient(graph, o.reduceSum(o.mul(middle, middle)), [middle]);
    expect(graph.dependents([middle], { dataOnly: true })).toContain(slope);
  });

  it('asks for no rule where no number flows', () => {
    const { graph, o } = setup();
    const sums = graph.addNode('CumSum', [
      o.cast(o.greater('x', 0), 'float32'),
      o.constant([0], [], 'int64'),
    ]);
    const [slope] = gradient(graph, o.reduceSum(o.mul('x', sums.outputs[0]!)), ['x']);
    expect(graph.shape(slope!)).toEqual([2, 3]);
  });
});

describe('errors', () => {
  const cases: [string, RegExp, () => unknown][] = [
    [
      'loss-not-scalar',
      /\[2,3\]/,
      () => {
        const { graph, o } = setup();
        return gradient(graph, o.exp('x'), ['x']);
      },
    ],
    [
      'wrt-independent',
      /does not depend on x/,
      () => {
        const { graph, o } = setup();
        return gradient(graph, o.reduceSum(o.constant([1, 2], [2])), ['x']);
      },
    ],
    [
      'wrt-independent',
      /x/,
      () => {
        const { graph, o } = setup();
        return gradient(graph, o.reduceSum(o.cast(o.greater('x', 0), 'float32')), ['x']);
      },
    ],
    [
      'wrt-not-float',
      /int64/,
      () => {
        const { graph, o } = setup();
        return gradient(graph, o.reduceSum('x'), ['ids']);
      },
    ],
    [
      'cotangent-shape',
      /\[2,3\], received \[2\]/,
      () => {
        const { graph, o } = setup();
        return vjp(graph, [o.exp('x')], [o.constant([1, 1], [2])], ['x']);
      },
    ],
    [
      'operator-without-rule',
      /CumSum .*ReduceSum .* ← Mul .* ← CumSum/,
      () => {
        const { graph, o } = setup();
        const sums = graph.addNode('CumSum', ['x', o.constant([0], [], 'int64')]).outputs[0]!;
        return gradient(graph, o.reduceSum(o.mul(sums, 2)), ['x']);
      },
    ],
  ];
  it.each(cases)('%s %s', (code, message, act) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
