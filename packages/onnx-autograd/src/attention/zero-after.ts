import type { Ops } from '../ops/ops.js';
import type { DataType, Value } from '../types.js';

/**
 * Zero, but known only when all of `values` are. Added to what is read next, it makes the runtime finish one part of
 * an attention layer before it begins another, and keeps it from taking two for the same.
 */
export function zeroAfter(o: Ops, values: readonly Value[], type: DataType): Value {
  const firsts = values.map((value) => o.cast(o.first(value), type));
  return o.reshape(o.mul(firsts.reduce(o.add), 0), []);
}
