import { type Mask, maskBox, type Picture, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { fillFromAround } from '../image/fill.js';
import { withRoom } from '../masks/room.js';

/** Width of what may be a thing's outline beyond its mask, as a share of the picture's longer side. */
const BAND = 1 / 64;
/** Levels of a channel by which an outline differs from what is behind it. */
const DIFFERS = 40;

/**
 * The same things with what is left of their outlines beyond their masks: whatever there is unlike the background, as
 * that goes on from around them. Needed if the background changes, which would eat them.
 */
export function withOutlines(picture: Picture, things: readonly SeenThing[]): SeenThing[] {
  if (things.length === 0) return [];
  const band = Math.max(1, Math.round(BAND * Math.max(picture.width, picture.height)));
  const grown = things.map(({ mask }) => withRoom(mask, band));
  const all = uniteMasks(grown);
  if (all.data.every((value) => value > 127)) return [...things];
  const behind = fillFromAround(picture, all);
  const taken = uniteMasks(things.map(({ mask }) => mask));
  return things.map((thing, i) => {
    const data = new Uint8Array(thing.mask.data);
    forEachIn(grown[i]!, (at) => {
      if (taken.data[at]! <= 127 && isUnlike(picture, behind, at)) data[at] = 255;
    });
    return { ...thing, mask: { ...thing.mask, data } };
  });
}

function isUnlike({ data: a }: Picture, { data: b }: Picture, at: number): boolean {
  return [0, 1, 2].some((channel) => Math.abs(a[at * 4 + channel]! - b[at * 4 + channel]!) > DIFFERS);
}

function forEachIn(mask: Mask, visit: (at: number) => void): void {
  const { left, top, width, height } = maskBox(mask)!;
  for (let y = top; y < top + height; y++) {
    for (let at = y * mask.width + left; at < y * mask.width + left + width; at++) {
      if (mask.data[at]! > 127) visit(at);
    }
  }
}
