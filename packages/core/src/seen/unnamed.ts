import type { Edit, Mask, SeenThing } from '@dualedit/foundation';
import { overlapOf } from './overlap.js';

/** A thing that fills more of the picture than this is what others stand on or before, not a thing beside them. */
const BACKGROUND = 0.5;
/** Of a thing that an edit means, at least this much lies in the edit's mask. */
const MEANT = 0.5;

/**
 * The things that were seen and that no edit means, the largest first: what keeps its pixels.
 * @param masks one per edit, before they are grown
 */
export function unnamedThings(
  things: readonly SeenThing[],
  edits: readonly Pick<Edit, 'source'>[],
  masks: readonly Mask[],
): SeenThing[] {
  const unnamed = things.filter(({ name, mask }) => {
    const isMeant = masks.some((own, i) => {
      const { both, first, second } = overlapOf(mask, own);
      if (both < MEANT * first) return false;
      // What is called by another name is meant only if the mask is of nothing else.
      return isCalled(edits[i]!.source, name) || both > MEANT * second;
    });
    return !isMeant && !isBackground(mask);
  });
  return unnamed.toSorted((a, b) => areaOf(b.mask) - areaOf(a.mask));
}

/** Whether a phrase is of a thing of that name: `blue hat` of a hat. */
export function isCalled(phrase: string, name: string): boolean {
  return ` ${phrase.toLowerCase()}`.endsWith(` ${name.toLowerCase()}`);
}

const isBackground = (mask: Mask) => areaOf(mask) > BACKGROUND * mask.data.length;

const areaOf = ({ data }: Mask) => data.reduce((sum, value) => sum + Number(value > 127), 0);
