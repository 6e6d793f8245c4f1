import type { DataType, Graph, Value } from '@dualedit/onnx-autograd';

const BYTES: Partial<Record<DataType, number>> = { float16: 2, bfloat16: 2, bool: 1, int64: 8, float64: 8 };

/** Operators whose output is their input's own memory. */
const VIEWS = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity']);

/**
 * The most bytes that a static graph's inputs and intermediate values take at once, if each value is
 * freed after its last reader. What a runtime allocates is more, by what it leaves unused between values.
 */
export function peakActivations(graph: Graph): number {
  const storage = new Map<Value, Value>();
  const ownerOf = (value: Value) => storage.get(value) ?? value;
  const order = graph.sorted();
  for (const node of order) {
    if (VIEWS.has(node.opType)) storage.set(node.outputs[0]!, ownerOf(node.inputs[0]!));
  }
  const lastRead = new Map<Value, number>();
  order.forEach((node, at) => {
    for (const input of node.inputs) lastRead.set(ownerOf(input), at);
  });
  for (const { name } of graph.outputs) lastRead.set(ownerOf(name), Number.POSITIVE_INFINITY);

  const size = (value: Value) =>
    graph.initializers.has(value)
      ? 0
      : graph.shape(value).reduce((product, dim) => product * dim, BYTES[graph.type(value)] ?? 4);
  let alive = graph.inputs.reduce((sum, { name }) => sum + size(name), 0);
  let peak = alive;
  order.forEach((node, at) => {
    for (const output of node.outputs) if (output !== '' && !storage.has(output)) alive += size(output);
    peak = Math.max(peak, alive);
    const done = new Set(node.inputs.map(ownerOf).filter((value) => lastRead.get(value) === at));
    for (const value of done) if (value !== '') alive -= size(value);
  });
  return peak;
}
