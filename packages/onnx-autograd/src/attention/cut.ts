import type { Ops } from '../ops/ops.js';
import type { Value } from '../types.js';

/** How attention maps [heads, rows, columns] are cut: several heads in one part, or some rows of one head. */
export interface Cut {
  heads: readonly number[];
  rows: readonly number[];
}

/** As few parts of at most so many elements as there can be, heads first. */
export function cutOf(
  { heads, rows, columns }: { heads: number; rows: number; columns: number },
  elements: number,
): Cut {
  const together = Math.min(heads, Math.max(1, Math.floor(elements / (rows * columns))));
  const some = together > 1 ? rows : Math.min(rows, Math.max(1, Math.floor(elements / columns)));
  return { heads: evenly(heads, together), rows: evenly(rows, some) };
}

/** `whole` in parts of at most `size`, as equal as can be. */
function evenly(whole: number, size: number): number[] {
  const count = Math.ceil(whole / size);
  const end = (parts: number) => Math.floor((parts * whole) / count);
  return Array.from({ length: count }, (_, at) => end(at + 1) - end(at));
}

/**
 * The parts of [heads, a, b], by heads and within them by the given sizes of axis a. Parts of one head are matrices,
 * since only of these can a product be added to another in one operator.
 */
export function parts(o: Ops, value: Value, { heads }: Cut, sizes: readonly number[]): Value[][] {
  const [count, a, b] = o.shape(value) as [number, number, number];
  if (heads.length < count) return apart(o, value, heads).map((part) => [part]);
  const matrix = o.reshape(value, [count * a, b]);
  const all = apart(
    o,
    matrix,
    heads.flatMap(() => sizes),
  );
  return heads.map((_, head) => all.slice(head * sizes.length, (head + 1) * sizes.length));
}

const apart = (o: Ops, value: Value, sizes: readonly number[]): Value[] =>
  sizes.length === 1 ? [value] : o.split(value, sizes, 0);

/** What {@link parts} took apart, in its shape again. */
export function whole(o: Ops, values: readonly Value[], shape: readonly number[]): Value {
  return o.reshape(values.length === 1 ? values[0]! : o.concat(values, 0), shape);
}
