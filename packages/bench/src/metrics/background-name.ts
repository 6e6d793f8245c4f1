import type { Mask, Picture } from '@dualedit/foundation';

/** Places along a side over which colors are averaged: textures are drawn anew, colors and horizon are not. */
const PLACES = 16;

/**
 * Names the background of a picture: that of the rendering whose colors are nearest, in means over 16 × 16 places of
 * the pixels in `where`. All pictures and the mask are of one size.
 */
export function nameBackground(
  picture: Picture,
  where: Mask,
  renderings: ReadonlyMap<string, Picture>,
): string {
  const own = meansOf(picture, where);
  const distances = [...renderings].map(([name, rendering]) => ({
    name,
    distance: squaredDistance(own, meansOf(rendering, where)),
  }));
  return distances.reduce((best, other) => (other.distance < best.distance ? other : best)).name;
}

/** RGB sums and counts per place, as means; 0 where no pixel counts. */
function meansOf({ width, height, data }: Picture, where: Mask): Float64Array {
  const sums = new Float64Array(PLACES * PLACES * 3);
  const counts = new Float64Array(PLACES * PLACES);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (where.data[i]! <= 127) continue;
      const place = Math.floor((y * PLACES) / height) * PLACES + Math.floor((x * PLACES) / width);
      counts[place]!++;
      for (let c = 0; c < 3; c++) sums[3 * place + c]! += data[4 * i + c]!;
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / 3)]!));
}

const squaredDistance = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
