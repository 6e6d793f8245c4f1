import type { Mask } from '@dualedit/foundation';

/** What a mask marks and another, of the same size, does not. */
export function without(mask: Mask, other: Mask | undefined): Mask {
  if (!other) return mask;
  return { ...mask, data: mask.data.map((value, i) => (other.data[i]! > 127 ? 0 : value)) };
}
