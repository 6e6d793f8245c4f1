import { type Mask, maskBox, type Picture, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { fillFromAround } from '../image/fill.js';
import { largestDifference } from '../image/largest-difference.js';
import { growMask } from '../masks/grow-mask.js';

/** Width of what may be a thing's outline beyond its mask, as a share of the picture's longer side. */
const BAND = 1 / 64;
/**
 * Levels of a channel by which an outline differs from what is behind it, and by which the background differs at most.
 * Between them is where an outline fades: kept, it would show as a light rim.
 */
const [DIFFERS, ALIKE] = [80, 24];

/**
 * The same things with masks that end where their outlines do, if the background changes: with whatever is unlike the
 * background beyond their masks, and without a rim that is like it, as that goes on from around them.
 *
 * @param edited where other things are edited, whose outlines are not theirs
 */
export function withOutlines(
  picture: Picture,
  things: readonly SeenThing[],
  edited: readonly Mask[] = [],
): SeenThing[] {
  if (things.length === 0) return [];
  const band = Math.max(1, Math.round(BAND * Math.max(picture.width, picture.height)));
  const grown = things.map(({ mask }) => growMask(mask, band));
  const all = uniteMasks(grown);
  if (all.data.every((value) => value > 127)) return [...things];
  const behind = fillFromAround(picture, all);
  const taken = uniteMasks([
    ...things.map(({ mask }) => mask),
    ...edited.map((mask) => growMask(mask, band)),
  ]);
  return things.map((thing, i) => {
    const data = peeled(
      thing.mask,
      Math.ceil(band / 2),
      (at) => largestDifference(picture, behind, at) <= ALIKE,
    );
    forEachIn(grown[i]!, (at) => {
      if (taken.data[at]! <= 127 && largestDifference(picture, behind, at) > DIFFERS) data[at] = 255;
    });
    return { ...thing, mask: { ...thing.mask, data } };
  });
}

/** A mask without pixels that are like the background, from its edge on, at most so deep. */
function peeled(mask: Mask, depth: number, isLike: (at: number) => boolean): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(mask.data);
  for (let layer = 0; layer < depth; layer++) {
    const edge: number[] = [];
    forEachIn({ ...mask, data }, (at) => {
      const x = at % mask.width;
      const near = [at - mask.width, at + mask.width, x > 0 ? at - 1 : -1, x + 1 < mask.width ? at + 1 : -1];
      const isEdge = near.some((next) => data[next] !== undefined && data[next]! <= 127);
      if (isEdge && isLike(at)) edge.push(at);
    });
    for (const at of edge) data[at] = 0;
  }
  return data;
}

function forEachIn(mask: Mask, visit: (at: number) => void): void {
  const { left, top, width, height } = maskBox(mask) ?? { left: 0, top: 0, width: 0, height: 0 };
  for (let y = top; y < top + height; y++) {
    for (let at = y * mask.width + left; at < y * mask.width + left + width; at++) {
      if (mask.data[at]! > 127) visit(at);
    }
  }
}
