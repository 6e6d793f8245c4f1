import { type KeptThing, type Mask, type Picture, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { largestDifference } from '../image/largest-difference.js';
import { growMask } from '../masks/grow-mask.js';

/** A channel that differs by more levels than this is seen to have changed. */
const LEVELS = 16;
/** Width of a seam that is nothing's change, in pixels of the model's picture. */
const SEAM = 2;

/**
 * The share of a mask's pixels that changed, 0…1; 0 of a mask without any.
 * @param beyond pixels of the mask beyond both pictures, if they are parts of larger ones: those did not change
 */
export function changedShare(
  before: Picture,
  after: Picture,
  isInside: (pixel: number) => boolean,
  beyond = 0,
): number {
  let [all, changed] = [beyond, 0];
  for (let i = 0; i < before.width * before.height; i++) {
    if (!isInside(i)) continue;
    all++;
    if (largestDifference(before, after, i) > LEVELS) changed++;
  }
  return all === 0 ? 0 : changed / all;
}

/** What became of things that were to stay. */
export function keptThings(before: Picture, after: Picture, things: readonly SeenThing[]): KeptThing[] {
  return things.map(({ name, mask }) => ({
    name,
    changed: changedShare(before, after, (pixel) => mask.data[pixel]! > 127),
  }));
}

/** The share of all pixels of things that were to stay that changed, 0…1. */
export function changedUnnamed(before: Picture, after: Picture, things: readonly SeenThing[]): number {
  if (things.length === 0) return 0;
  const { data } = uniteMasks(things.map(({ mask }) => mask));
  return changedShare(before, after, (pixel) => data[pixel]! > 127);
}

/**
 * The share of the pixels beyond the old things and a thin seam that changed, 0…1.
 * @param scale pixels of the picture to one of the model's
 * @param beyond as in {@link changedShare}
 */
export function changedOutside(
  before: Picture,
  after: Picture,
  masks: readonly Mask[],
  scale: number,
  beyond = 0,
): number {
  const { data } = growMask(uniteMasks(masks), Math.max(1, Math.round(SEAM * scale)));
  return changedShare(before, after, (pixel) => data[pixel]! <= 127, beyond);
}
