import { countInside, type Mask } from './mask.js';

/**
 * Gives every pixel to one thing at most: where masks overlap, the front object keeps it.
 *
 * The smaller mask is in front, since it has the larger share of itself inside the other (a hat on a
 * cat); of equal ones it is the one named later. Returns new masks in the given order.
 */
export function settleOverlaps(masks: readonly Mask[]): Mask[] {
  const area = masks.map(countInside);
  const isInFront = (a: number, b: number) => area[a]! < area[b]! || (area[a] === area[b] && a > b);
  return masks.map((mask, index) => {
    const fronts = masks.filter((_, other) => other !== index && isInFront(other, index));
    return { ...mask, data: mask.data.map((value, i) => (fronts.some((f) => f.data[i]! > 127) ? 0 : value)) };
  });
}
