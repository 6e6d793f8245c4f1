import { type Graph, type GraphNode, ops, prune, type Value } from '@dualedit/onnx-autograd';
import type { AttentionSite } from './attention-sites.js';

/** Sums of squares over a whole feature map: past 65,504, float16 has no number for them. */
const NORMS = new Set(['InstanceNormalization', 'LayerNormalization']);

/**
 * A float16 graph that computes in float32 where float16 is known to overflow or to lose too much: norms, and
 * attention from the product q·kᵀ to the softmax. Each island casts what comes in and what goes out; weights stay as
 * they are. Graphs of float32 have no such nodes and stay the same. The given graph is used up.
 */
export function withFloat32Islands(graph: Graph, sites: readonly AttentionSite[]): Graph {
  const isHalf = (value: Value) => value !== '' && graph.type(value) === 'float16';
  const island = new Set<GraphNode>();
  for (const node of graph.nodes) if (NORMS.has(node.opType) && isHalf(node.outputs[0]!)) island.add(node);
  for (const { probabilities } of sites) {
    if (isHalf(probabilities)) for (const node of scoresOf(graph, probabilities)) island.add(node);
  }
  const o = ops(graph, 'float32/');
  const precise = new Map<Value, Value>();
  const inFloat32 = (value: Value) =>
    precise.get(value) ?? (isHalf(value) ? o.cast(value, 'float32') : value);
  for (const { opType, attributes, inputs, outputs, name } of graph
    .sorted()
    .filter((node) => island.has(node))) {
    const made = graph.addNode(opType, inputs.map(inFloat32), { attributes, name: graph.uniqueName(name) });
    const half = o.cast(made.outputs[0]!, 'float16');
    precise.set(half, made.outputs[0]!);
    graph.replaceUses(outputs[0]!, half);
  }
  return prune(
    graph,
    graph.outputs.map(({ name }) => name),
  );
}

/** The nodes from the product of queries and keys to the softmax. */
function scoresOf(graph: Graph, probabilities: Value): GraphNode[] {
  const nodes: GraphNode[] = [];
  const shape = String(graph.shape(probabilities));
  for (let value: Value | undefined = probabilities; value !== undefined; ) {
    const node: GraphNode = graph.producer(value)!;
    nodes.push(node);
    if (node.opType === 'MatMul') break;
    value = node.inputs.find((input) => graph.producer(input) && String(graph.shape(input)) === shape);
  }
  return nodes;
}
