import type { Mask } from '@dualedit/foundation';
import { overlapOf } from '../../seen/overlap.js';

/** Of a new thing, at least this much lies where its edit may reach. */
const ITS_OWN = 0.5;

export function isMostlyIn(thing: Mask, reach: Mask): boolean {
  const { both, first } = overlapOf(thing, reach);
  return both > ITS_OWN * first;
}

export const overlap = (a: Mask, b: Mask): Mask => ({
  ...a,
  data: a.data.map((value, i) => Math.min(value, b.data[i]!)),
});
