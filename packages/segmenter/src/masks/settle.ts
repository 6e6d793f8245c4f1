import { maskBox, settleOverlaps } from '@dualedit/foundation';
import type { Instance } from '../instance.js';
import { distinct, isSameThing } from './distinct.js';

/**
 * Gives every pixel to one thing: where masks of different things overlap, the smaller one is in front and
 * keeps it. Instances that several phrases have in common (`hat`, `red hat`) keep their mask in common. What
 * is left without a pixel is dropped.
 *
 * @param found one list a phrase
 */
export function settleInstances(found: readonly (readonly Instance[])[]): Instance[][] {
  const things = distinct(found.flat().toSorted((a, b) => b.score - a.score));
  const settled = settleOverlaps(things.map(({ mask }) => mask));
  return found.map((instances) =>
    instances.flatMap((instance) => {
      const mask = settled[things.findIndex((thing) => isSameThing(thing, instance))]!;
      const box = maskBox(mask);
      return box ? [{ ...instance, mask, box }] : [];
    }),
  );
}
