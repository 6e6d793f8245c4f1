import type { Estimate } from './bootstrap.js';

/** The standard normal's 97.5 % quantile. */
const Z = 1.959964;

/**
 * A share with its 95 % score interval (Wilson 1927), which stays within 0…1 and has a width also where all or none are
 * right. Undefined of nothing.
 */
export function wilson(right: number, of: number): Estimate | undefined {
  if (of === 0) return undefined;
  const share = right / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { mean: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n: of };
}
