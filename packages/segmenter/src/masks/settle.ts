import { maskBox, settleOverlaps } from '@dualedit/foundation';
import type { Instance } from '../instance.js';
import { maskIou } from './distinct.js';

/** Masks of different phrases that overlap by this much are of one thing under two names. */
const SAME_THING = 0.8;

const isSameThing = (a: Instance, b: Instance) => a === b || maskIou(a.mask, b.mask) >= SAME_THING;

/**
 * Gives every pixel to one thing: where masks of different things overlap, the smaller one is in front and
 * keeps it. Instances that several phrases have in common (`hat`, `red hat`) keep their mask in common. What
 * is left without a pixel is dropped.
 *
 * @param found one list a phrase
 */
export function settleInstances(found: readonly (readonly Instance[])[]): Instance[][] {
  const things: Instance[] = [];
  const thingOf = new Map<Instance, number>();
  for (const instance of found.flat().toSorted((a, b) => b.score - a.score)) {
    const known = things.findIndex((thing) => isSameThing(thing, instance));
    thingOf.set(instance, known >= 0 ? known : things.push(instance) - 1);
  }
  const settled = settleOverlaps(things.map(({ mask }) => mask));
  return found.map((instances) =>
    instances.flatMap((instance) => {
      const mask = settled[thingOf.get(instance)!]!;
      const box = maskBox(mask);
      return box ? [{ ...instance, mask, box }] : [];
    }),
  );
}
