import type { Mask } from '@dualedit/foundation';

/** Pixels inside of both of two masks of one size, and of each. */
export function overlapOf(a: Mask, b: Mask): { both: number; first: number; second: number } {
  let [both, first, second] = [0, 0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const [inA, inB] = [a.data[i]! > 127, b.data[i]! > 127];
    if (inA) first++;
    if (inB) second++;
    if (inA && inB) both++;
  }
  return { both, first, second };
}
