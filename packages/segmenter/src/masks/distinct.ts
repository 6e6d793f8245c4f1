import type { Mask } from '@dualedit/foundation';
import type { Instance } from '../instance.js';

/** Masks that overlap by this much are of one thing, whatever their boxes were. */
const SAME_THING = 0.8;

export function isSameThing(a: Instance, b: Instance): boolean {
  return a === b || maskIou(a.mask, b.mask) >= SAME_THING;
}

/** Drops each instance that is the same thing as a better one. @param instances best first */
export function distinct(instances: readonly Instance[]): Instance[] {
  const kept: Instance[] = [];
  for (const instance of instances) {
    if (!kept.some((better) => isSameThing(better, instance))) kept.push(instance);
  }
  return kept;
}

/** Intersection over union of two masks of one size, 0…1; of two empty ones 0. */
export function maskIou(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const [inA, inB] = [a.data[i]! > 127, b.data[i]! > 127];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return either === 0 ? 0 : both / either;
}
