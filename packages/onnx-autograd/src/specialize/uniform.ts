import type { Graph } from '../graph.js';
import { prune } from '../prune.js';
import { broadcast, sameShape } from '../shapes/broadcast.js';
import type { GraphNode, Value } from '../types.js';

const BROADCASTING = new Set(['Add', 'Sub', 'Mul', 'Div']);

/**
 * Replaces tensors that repeat one scalar by that scalar wherever broadcasting gives the same result, so
 * that no such tensor is ever made.
 */
export function withoutUniform(graph: Graph): Graph {
  const scalars = new Map<Value, Value>();
  for (const node of graph.sorted()) {
    const scalar = repeatedScalar(graph, node) ?? scalarResult(graph, node, scalars);
    if (scalar !== undefined) scalars.set(node.outputs[0]!, scalar);
    else if (BROADCASTING.has(node.opType)) useScalars(graph, node, scalars);
  }
  return prune(
    graph,
    graph.outputs.map(({ name }) => name),
  );
}

function repeatedScalar(graph: Graph, { opType, inputs }: GraphNode): Value | undefined {
  const [x = ''] = inputs;
  return opType === 'Expand' && graph.initializers.has(x) && graph.shape(x).length === 0 ? x : undefined;
}

/** The same operator on scalars, if every operand is one or repeats one. */
function scalarResult(graph: Graph, node: GraphNode, scalars: ReadonlyMap<Value, Value>): Value | undefined {
  if (!BROADCASTING.has(node.opType) || !node.inputs.some((input) => scalars.has(input))) return undefined;
  const operands = node.inputs.map((input) => scalars.get(input) ?? input);
  if (operands.some((operand) => graph.shape(operand).length > 0)) return undefined;
  return graph.addNode(node.opType, operands).outputs[0]!;
}

function useScalars(graph: Graph, node: GraphNode, scalars: ReadonlyMap<Value, Value>): void {
  const rest = node.inputs.filter((input) => !scalars.has(input));
  const shape = broadcast(...rest.map((input) => graph.shape(input)));
  if (rest.length === node.inputs.length || !sameShape(shape!, graph.shape(node.outputs[0]!))) return;
  for (const input of node.inputs) {
    const scalar = scalars.get(input);
    if (scalar === undefined) continue;
    const others = graph.consumers(input).filter((consumer) => consumer !== node);
    graph.replaceUses(input, scalar, others);
  }
}
