import { OnnxAutogradError } from './error.js';
import type { GraphNode, Value } from './types.js';

const SHAPE_ONLY = new Set(['Shape', 'Size', 'ConstantOfShape']);

/** Operators whose inputs after the first are indices, sizes or counts. */
const FIRST_INPUT_ONLY = new Set([
  'Reshape',
  'Expand',
  'Slice',
  'Squeeze',
  'Unsqueeze',
  'Resize',
  'Split',
  'Gather',
  'Tile',
]);

export function dependents(
  consumers: (value: Value) => Iterable<GraphNode>,
  of: readonly Value[],
  { dataOnly }: { dataOnly: boolean },
): Set<Value> {
  const found = new Set(of);
  const open = [...of];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const node of consumers(value)) {
      if (dataOnly && SHAPE_ONLY.has(node.opType)) continue;
      if (dataOnly && FIRST_INPUT_ONLY.has(node.opType) && node.inputs[0] !== value) continue;
      for (const output of node.outputs) {
        if (output === '' || found.has(output)) continue;
        found.add(output);
        open.push(output);
      }
    }
  }
  return found;
}

/** Depth first, each node after the nodes it reads from; otherwise in the given order. */
export function topologicalOrder(
  nodes: Iterable<GraphNode>,
  producer: (value: Value) => GraphNode | undefined,
): GraphNode[] {
  const order: GraphNode[] = [];
  const state = new Map<GraphNode, 'open' | 'done'>();
  for (const root of nodes) {
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      if (state.get(node) === 'done') {
        stack.pop();
        continue;
      }
      const waiting = node.inputs.map(producer).filter((other) => other && state.get(other) !== 'done');
      if (waiting.length === 0) {
        state.set(node, 'done');
        order.push(node);
        stack.pop();
      } else if (state.get(node) === 'open') {
        throw cycle(node);
      } else {
        state.set(node, 'open');
        stack.push(...(waiting as GraphNode[]).reverse());
      }
    }
  }
  return order;
}

function cycle(node: GraphNode) {
  return new OnnxAutogradError({
    code: 'graph-cycle',
    message: `Node ${node.name} (${node.opType}) depends on its own output.`,
    hint: 'When inserting nodes after a value, leave them out of replaceUses by its `except` argument.',
  });
}
