import { Graph } from './graph.js';
import type { Value } from './types.js';

/** The part of a graph that the given values need, as a graph of its own with them as its outputs. */
export function prune(graph: Graph, outputs: readonly Value[]): Graph {
  const live = new Set(outputs);
  const order = graph.sorted();
  for (const node of order.toReversed()) {
    if (node.outputs.some((output) => live.has(output))) for (const input of node.inputs) live.add(input);
  }
  const pruned = new Graph({ opset: graph.opset, isStatic: graph.isStatic });
  for (const { name, type, shape } of graph.inputs) if (live.has(name)) pruned.addInput(name, type, shape);
  for (const [name, tensor] of graph.initializers) if (live.has(name)) pruned.addInitializer(name, tensor);
  for (const node of order) {
    if (!node.outputs.some((output) => live.has(output))) continue;
    const { opType, inputs, attributes, name } = node;
    pruned.addNode(opType, inputs, { attributes, outputs: node.outputs, name });
  }
  const declared = new Map(graph.outputs.map((port) => [port.name, port]));
  for (const output of outputs) pruned.addOutput(output, output, declared.get(output));
  return pruned;
}
