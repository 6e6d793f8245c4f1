import { countOverlap, type Mask } from '@dualedit/foundation';
import type { Instance } from '../instance.js';

/** Of the smaller of two masks that bear one name, as much in the other makes it a fragment of the same thing. */
const FRAGMENT = 0.5;

/**
 * The instances of one phrase without fragments: masks show what is seen of a thing, so two things of one name
 * share hardly a pixel, while a box around an ear, or around two cats, is made of pixels of better ones.
 * @param instances best first
 */
export function distinct(instances: readonly Instance[]): Instance[] {
  const kept: Instance[] = [];
  for (const instance of instances) {
    const isFragment = kept.some(({ mask }) => {
      const { both, first, second } = countOverlap(mask, instance.mask);
      return both > FRAGMENT * Math.min(first, second);
    });
    if (!isFragment) kept.push(instance);
  }
  return kept;
}

/** Intersection over union of two masks of one size, 0…1; of two empty ones 0. */
export function maskIou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both === 0 ? 0 : both / (first + second - both);
}
