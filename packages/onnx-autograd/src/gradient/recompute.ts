import { elementCount } from '../data.js';
import type { Ops } from '../ops/ops.js';
import type { GraphNode, Value } from '../types.js';

/** Operators that may stand between the product q·kᵀ and the Softmax. */
const BETWEEN = new Set(['Add', 'Sub', 'Mul', 'Div', 'Cast', 'Where']);

/**
 * A second evaluation of the attention map `map` (an output of Softmax) from its queries and keys, or
 * undefined if it is not made that way. It waits for `after`, a value of the backward pass: without that,
 * the runtime would merge it with the first evaluation, or run it before it is needed.
 */
export function recomputed(ops: Ops, map: Value, after: Value): Value | undefined {
  const softmax = ops.graph.producer(map);
  if (softmax?.opType !== 'Softmax') return undefined;
  const scores = scoresAgain(ops, softmax.inputs[0]!, after);
  return scores && again(ops, softmax, [scores]);
}

function scoresAgain(ops: Ops, value: Value, after: Value): Value | undefined {
  const node = ops.graph.producer(value);
  if (node?.opType === 'MatMul') {
    const [queries, keys] = node.inputs as [Value, Value];
    return again(ops, node, [ops.add(queries, zeroAfter(ops, after, queries)), keys]);
  }
  if (!node || !BETWEEN.has(node.opType)) return undefined;
  const large = node.inputs.findIndex(
    (input) => ops.graph.producer(input) && elementCount(ops.shape(input)) === elementCount(ops.shape(value)),
  );
  const inner = large < 0 ? undefined : scoresAgain(ops, node.inputs[large]!, after);
  return inner && again(ops, node, node.inputs.with(large, inner));
}

function again({ graph }: Ops, { opType, attributes }: GraphNode, inputs: readonly Value[]): Value {
  return graph.addNode(opType, inputs, { attributes, name: graph.uniqueName(`grad/${opType}`) }).outputs[0]!;
}

/** Zero, but known only when `after` is. */
function zeroAfter(ops: Ops, after: Value, like: Value): Value {
  const first = ops.shape(after).reduce((value, _, axis) => ops.slice(value, axis, 0, 1), after);
  return ops.cast(ops.mul(ops.reshape(first, []), 0), ops.type(like));
}
