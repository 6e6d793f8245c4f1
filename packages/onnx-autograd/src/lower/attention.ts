import { floatAttribute, int, intAttribute, ints } from '../attribute.js';
import { OnnxAutogradError } from '../error.js';
import type { Emit } from '../ops/emit.js';
import type { GraphNode, Value } from '../types.js';
import { finish, type Lowering, scalarLike } from './lowering.js';

/** softmax(scale · q kᵀ + mask) · v, per head. */
export const lowerAttention: Lowering = (emit, node) => {
  checkCovered(node);
  const { one, list } = emit;
  const [query, key, value, mask = ''] = node.inputs as [Value, Value, Value, Value?];
  const heads = intAttribute(node, 'q_num_heads');
  const [q, k, v] = [query, key, value].map((x) => (heads === undefined ? x : split(emit, x, heads))) as [
    Value,
    Value,
    Value,
  ];
  const flipped = one('Transpose', [k], { perm: ints([0, 1, 3, 2]) });
  const scores = one('MatMul', [one('Mul', [q, scaleOf(emit, node, q)]), flipped]);
  const masked = withMask(emit, withCausalMask(emit, node, scores), mask);
  const probabilities = one('Softmax', [masked], { axis: int(-1) });
  if (heads === undefined) {
    finish(emit, 'MatMul', [probabilities, v], node);
    return;
  }
  const mixed = one('Transpose', [one('MatMul', [probabilities, v])], { perm: ints([0, 2, 1, 3]) });
  finish(emit, 'Reshape', [mixed, list([0, 0, -1])], node);
};

/** [batch, length, heads · size] as [batch, heads, length, size]. */
function split({ one, list }: Emit, x: Value, heads: number): Value {
  return one('Transpose', [one('Reshape', [x, list([0, 0, heads, -1])])], { perm: ints([0, 2, 1, 3]) });
}

function scaleOf(emit: Emit, node: GraphNode, q: Value): Value {
  if (node.attributes.scale) return scalarLike(emit, floatAttribute(node, 'scale', 1), q);
  const { one, list } = emit;
  const size = one('Gather', [one('Shape', [q]), list([3])], { axis: int(0) });
  return one('Reciprocal', [one('Sqrt', [one('CastLike', [size, q])])]);
}

function withCausalMask(emit: Emit, node: GraphNode, scores: Value): Value {
  if (intAttribute(node, 'is_causal', 0) === 0) return scores;
  const { one } = emit;
  const zeros = one('Mul', [scores, scalarLike(emit, 0, scores)]);
  const kept = one('Trilu', [one('Add', [zeros, scalarLike(emit, 1, scores)])], { upper: int(0) });
  const allowed = one('Greater', [kept, scalarLike(emit, 0, scores)]);
  return one('Where', [allowed, scores, scalarLike(emit, -1e30, scores)]);
}

/** A mask is a sum with what must not be seen at −∞, or says by booleans what may be seen. */
function withMask(emit: Emit, scores: Value, mask: Value): Value {
  if (mask === '') return scores;
  const { one, graph } = emit;
  return graph.info(mask)?.type === 'bool'
    ? one('Where', [mask, scores, scalarLike(emit, -1e30, scores)])
    : one('Add', [scores, mask]);
}

function checkCovered(node: GraphNode): void {
  const cache =
    (node.inputs[4] ?? '') !== '' || (node.outputs[1] ?? '') !== '' || (node.outputs[3] ?? '') !== '';
  const grouped = intAttribute(node, 'q_num_heads', 0) !== intAttribute(node, 'kv_num_heads', 0);
  const capped = floatAttribute(node, 'softcap', 0) !== 0;
  if (!cache && !grouped && !capped) return;
  throw new OnnxAutogradError({
    code: 'lowering-limit',
    message: `Attention (node ${node.name}): a cache, a map as output, grouped heads or soft capping are not covered.`,
    hint: 'Export the model with plain attention.',
  });
}
