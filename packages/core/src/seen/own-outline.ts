import type { Mask, Picture } from '@dualedit/foundation';
import { overlap } from '../masks/overlap.js';
import { withRoom } from '../masks/room.js';

/** How far beyond a mask its thing's outline may lie, as a share of the picture's longer side. */
const BAND = 1 / 48;
/** Levels of the brightest channel below which a pixel may be of a drawn outline. */
const DARK = 96;

/**
 * A mask with the dark outline that adjoins it. A detector's mask ends within the line that is drawn around a thing;
 * where the thing is to be gone, what is left of the line would stay on whatever is behind it.
 */
export function withOwnOutline(picture: Picture, mask: Mask): Mask {
  const { width, height } = mask;
  const band = Math.max(1, Math.round(BAND * Math.max(width, height)));
  const within = withRoom(mask, band);
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
  // The line fades over a pixel.
  return overlap(withRoom({ width, height, data }, 1), within);
}
