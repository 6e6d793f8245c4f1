import {
  type Change,
  countInside,
  countOverlap,
  type Mask,
  namesThing,
  type SeenThing,
  uniteMasks,
} from '@dualedit/foundation';
import { without } from '../masks/without.js';

/** A thing that fills more of the picture than this is what others stand on or before, not a thing beside them. */
const BACKGROUND = 0.5;
/** Of a thing that an edit means, at least this much lies in the edit's mask. */
const MEANT = 0.5;

/**
 * The things that were seen and that no edit means, the largest first: what keeps its pixels. Of what lies in the region
 * of something new, only the rest is kept.
 * @param masks one per edit, before they are grown
 */
export function unnamedThings(
  things: readonly SeenThing[],
  edits: readonly Change[],
  masks: readonly Mask[],
): SeenThing[] {
  const unnamed = things.filter(({ name, mask }) => {
    const isMeant = edits.some((edit, i) => {
      if (!namesThing(edit)) return false;
      const { both, first, second } = countOverlap(mask, masks[i]!);
      if (both < MEANT * first) return false;
      // What is called by another name is meant only if the mask is of nothing else.
      return isCalled(edit.source, name) || both > MEANT * second;
    });
    return !isMeant && !isBackground(mask);
  });
  const given = masks.filter((_, i) => edits[i]!.kind === 'insertion');
  const region = given.length > 0 ? uniteMasks(given) : undefined;
  return unnamed
    .map((thing) => ({ ...thing, mask: without(thing.mask, region) }))
    .filter(({ mask }) => countInside(mask) > 0)
    .toSorted((a, b) => countInside(b.mask) - countInside(a.mask));
}

/** Whether a phrase is of a thing of that name: `blue hat` of a hat. */
export function isCalled(phrase: string, name: string): boolean {
  return ` ${phrase.toLowerCase()}`.endsWith(` ${name.toLowerCase()}`);
}

const isBackground = (mask: Mask) => countInside(mask) > BACKGROUND * mask.data.length;
