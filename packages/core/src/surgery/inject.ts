import type { Ops, Value } from '@dualedit/onnx-autograd';

/**
 * What one resolution's cross-attention takes from where. Together they are Eq. 3 of MDE-Edit with a
 * weight for every position and token, so that one compiled program serves every edit:
 *
 *     A = source ⊙ (A_src · map) + edit ⊙ A*
 */
export interface CrossGates {
  /** [source tokens, target tokens]: 1 where a target token takes a source token's map. */
  tokenMap: Value;
  /** [positions, tokens]: weight of the mapped source probabilities. */
  source: Value;
  /** [positions, tokens]: weight of the edit branch's own probabilities. */
  edit: Value;
}

/** Mixes the cross-attention probabilities of the two branches; all [1, heads, positions, tokens]. */
export function mixCrossAttention(ops: Ops, source: Value, edit: Value, gates: CrossGates): Value {
  const mapped = ops.matMul(source, gates.tokenMap);
  return ops.add(ops.mul(mapped, gates.source), ops.mul(edit, gates.edit));
}

/** Mixes self-attention probabilities, [1, heads, positions, positions], by `gate`, [positions, 1]. */
export function mixSelfAttention(ops: Ops, source: Value, edit: Value, gate: Value): Value {
  return ops.add(edit, ops.mul(ops.sub(source, edit), gate));
}
