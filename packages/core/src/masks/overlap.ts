import type { Mask } from '@dualedit/foundation';

/** What two masks of one size share. */
export const overlap = (a: Mask, b: Mask): Mask => ({
  ...a,
  data: a.data.map((value, i) => Math.min(value, b.data[i]!)),
});
