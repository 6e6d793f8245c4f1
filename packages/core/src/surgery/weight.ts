import type { Graph, Value } from '@dualedit/onnx-autograd';

/** Operators that change the form of a value, and none of its numbers. */
export const FORMS: ReadonlySet<string> = new Set([
  'Reshape',
  'Transpose',
  'Cast',
  'Identity',
  'Squeeze',
  'Unsqueeze',
]);

/** Whether a value is a weight, also in another form: weights that are kept in float16 are cast in the graph. */
export function isWeight(graph: Graph, value: Value): boolean {
  if (graph.initializers.has(value)) return true;
  const node = graph.producer(value);
  return node !== undefined && FORMS.has(node.opType) && isWeight(graph, node.inputs[0]!);
}
