import type { Mask, Picture } from '@dualedit/foundation';
import { growMask } from '../masks/grow-mask.js';
import { overlap } from '../masks/overlap.js';

/** How far beyond a mask its thing's outline may lie, as a share of the picture's longer side. */
const BAND = 1 / 48;
/** Of a thing that is worn: beyond its line, the wearer's own lines and dark spots begin. */
const WORN_BAND = 1 / 128;
/** Levels of the brightest channel below which a pixel may be of a drawn outline. */
const DARK = 96;

/**
 * A mask with the dark outline that adjoins it. A detector's mask ends within the line that is drawn around a thing;
 * where the thing is to be gone, what is left of the line would stay on whatever is behind it.
 */
export function withOwnOutline(picture: Picture, mask: Mask): Mask {
  const within = bandAround(mask, BAND);
  // The line fades over a pixel.
  return overlap(growMask(withDark(picture, mask, within), 1), within);
}

/**
 * The same of a thing that stays on a wearer that changes: it is in front, so that the line between the two is its own.
 * Where the line fades into the wearer, the wearer's color would stay.
 */
export function withWornOutline(picture: Picture, mask: Mask): Mask {
  return withDark(picture, mask, bandAround(mask, WORN_BAND));
}

function bandAround(mask: Mask, share: number): Mask {
  return growMask(mask, Math.max(1, Math.round(share * Math.max(mask.width, mask.height))));
}

/** A mask with the dark pixels that hang together with it, within another. */
function withDark(picture: Picture, mask: Mask, within: Mask): Mask {
  const { width, height } = mask;
  const data = new Uint8Array(mask.data);
  const isOutline = (at: number) =>
    within.data[at]! > 127 &&
    data[at]! <= 127 &&
    Math.max(...picture.data.subarray(4 * at, 4 * at + 3)) < DARK;
  const reached: number[] = [];
  data.forEach((value, at) => {
    if (value > 127) reached.push(at);
  });
  for (const at of reached) {
    const x = at % width;
    for (const next of [at - width, at + width, x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1]) {
      if (next < 0 || next >= width * height || !isOutline(next)) continue;
      data[next] = 255;
      reached.push(next);
    }
  }
  return { width, height, data };
}
