import type { Mask } from '@dualedit/foundation';

/**
 * Gives every pixel to one edit at most: where masks overlap, the front object keeps it.
 *
 * Of two overlapping masks the one that lies more inside the other is in front (a hat on a cat); where
 * neither does, the one named later is. Returns new masks in the given order.
 */
export function settleOverlaps(masks: readonly Mask[]): Mask[] {
  return masks.map((mask, index) => {
    const fronts = masks.filter((other, at) => at !== index && isInFront(other, mask, at > index));
    return { ...mask, data: mask.data.map((value, i) => (fronts.some((f) => f.data[i]! > 127) ? 0 : value)) };
  });
}

/** By how much the contained shares must differ before containment decides. */
const CLEARLY = 0.1;

function isInFront(a: Mask, b: Mask, namedLater: boolean): boolean {
  let [areaA, areaB, both] = [0, 0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const [inA, inB] = [a.data[i]! > 127, b.data[i]! > 127];
    areaA += Number(inA);
    areaB += Number(inB);
    both += Number(inA && inB);
  }
  if (both === 0) return false;
  const difference = both / areaA - both / areaB;
  return Math.abs(difference) > CLEARLY ? difference > 0 : namedLater;
}
