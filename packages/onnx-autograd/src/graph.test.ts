import { describe, expect, it } from 'vitest';
import { Graph } from './graph.js';
import { ops } from './ops/ops.js';
import { prune } from './prune.js';

function sample() {
  const graph = new Graph();
  const o = ops(graph);
  graph.addInput('x', 'float32', [2, 3]);
  const a = o.exp('x');
  const b = o.add(a, 1);
  const c = o.mul(a, b);
  graph.addOutput(c, 'c');
  return { graph, o, a, b, c };
}

describe('Graph', () => {
  it('knows producers, consumers, shapes and types', () => {
    const { graph, a, b, c } = sample();
    expect(graph.producer(b)?.opType).toBe('Add');
    expect(graph.consumers(a).map(({ opType }) => opType)).toEqual(['Add', 'Mul']);
    expect(graph.shape(c)).toEqual([2, 3]);
    expect(graph.type(c)).toBe('float32');
    expect(graph.outputs).toEqual([{ name: 'c', type: 'float32', shape: [2, 3] }]);
  });

  it('sorts nodes so that each comes after those it reads from', () => {
    const { graph, o, a, b } = sample();
    const late = o.neg('x');
    graph.replaceUses(a, late);
    const order = graph.sorted();
    expect(order.indexOf(graph.producer(late)!)).toBeLessThan(order.indexOf(graph.producer(b)!));
  });

  it('inserts nodes after a value when they are exempt from the replacement', () => {
    const { graph, o, a } = sample();
    const users = graph.consumers(a);
    const halved = o.mul(a, 0.5);
    graph.replaceUses(a, halved, [graph.producer(halved)!]);
    expect(graph.consumers(halved)).toEqual(users);
    expect(graph.consumers(a)).toEqual([graph.producer(halved)]);
    expect(() => graph.sorted()).not.toThrow();
  });

  it('reports a cycle', () => {
    const { graph, o, a } = sample();
    graph.replaceUses(a, o.mul(a, 0.5));
    expect(() => graph.sorted()).toThrow(expect.objectContaining({ code: 'graph-cycle' }));
  });

  it('replaces outputs too', () => {
    const { graph, o } = sample();
    const twice = o.mul('c', 2);
    graph.replaceUses('c', twice, [graph.producer(twice)!]);
    expect(graph.outputs.map(({ name }) => name)).toEqual([twice]);
  });

  it('is not changed through a clone', () => {
    const { graph, a } = sample();
    const copy = graph.clone();
    const extra = ops(copy).neg(a);
    copy.replaceUses(a, extra, [copy.producer(extra)!]);
    expect(graph.has(extra)).toBe(false);
    expect(graph.consumers(a)).toHaveLength(2);
    expect(copy.consumers(a)).toHaveLength(1);
    expect(copy.shape(extra)).toEqual([2, 3]);
  });

  it('prunes what no output needs', () => {
    const { graph, o, b } = sample();
    graph.addInput('unused', 'float32', [1]);
    o.constant([1, 2], [2]);
    const pruned = prune(graph, [b]);
    expect(pruned.inputs.map(({ name }) => name)).toEqual(['x']);
    expect([...pruned.nodes].map(({ opType }) => opType)).toEqual(['Exp', 'Add']);
    expect(pruned.initializers.size).toBe(1);
  });

  it('follows numbers, not shapes, from a value', () => {
    const { graph, o } = sample();
    const shape = graph.addNode('Shape', ['x']).outputs[0]!;
    const index = o.cast(o.reduceMax('x', { axes: [0] }), 'int64');
    const picked = o.gather(o.constant([1, 2, 3], [3]), index, 0);
    const data = graph.dependents(['x'], { dataOnly: true });
    expect(data.has(shape)).toBe(false);
    expect(data.has(picked)).toBe(false);
    expect(graph.dependents(['x'], { dataOnly: false })).toContain(picked);
  });

  it.each([
    ['value-unknown', ({ graph }: ReturnType<typeof sample>) => graph.addNode('Exp', ['nothing'])],
    ['value-exists', ({ graph }: ReturnType<typeof sample>) => graph.addInput('x', 'float32', [])],
    ['operator-unknown', ({ graph }: ReturnType<typeof sample>) => graph.addNode('Fantasy', ['x'])],
    ['shape-mismatch', ({ graph }: ReturnType<typeof sample>) => graph.constant([1, 2], [3], 'float32')],
  ])('refuses with %s', (code, act) => {
    expect(() => act(sample())).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
  });
});
