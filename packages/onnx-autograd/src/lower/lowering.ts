import { encode } from '../data.js';
import type { Graph } from '../graph.js';
import type { Emit } from '../ops/emit.js';
import type { Attributes, GraphNode, Value } from '../types.js';

/** Writes what a node of `source` stands for; the last node takes over its output's name. */
export type Lowering = (emit: Emit, node: GraphNode, source: Graph) => void;

/** A scalar of the type of `like`, whatever that is. */
export function scalarLike({ graph, one }: Emit, number: number, like: Value): Value {
  const data = encode([number], 'float32');
  const name = graph.addInitializer(graph.uniqueName('scalar'), { type: 'float32', shape: [], data });
  return one('CastLike', [name, like]);
}

/** The node that makes the output of the lowered one. */
export function finish(
  { graph }: Emit,
  opType: string,
  inputs: Value[],
  node: GraphNode,
  attributes: Attributes = {},
) {
  graph.addNode(opType, inputs, { attributes, outputs: [node.outputs[0]!], name: node.name });
}
