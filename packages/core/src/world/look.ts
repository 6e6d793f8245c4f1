import type { Picture } from '@dualedit/foundation';

/** Bands from top to bottom in which colors are counted: sky, middle, and ground. */
const BANDS = 3;
/** Steps of each channel of a color: 4³ colors. */
const STEPS = 4;
const COLORS = STEPS ** 3;
/** Neighbors that differ by less than this many levels are counted. */
const EDGES = [1, 2, 4, 8, 16, 32, 64] as const;

/** How many numbers `lookOf` returns. */
export const LOOK_LENGTH = BANDS * COLORS + EDGES.length;

/**
 * How a picture looks, as numbers: how much of each color is in its upper, middle, and lower third (square roots of
 * shares), and how smooth it is (shares of neighbors that differ by less than some levels).
 */
export function lookOf(picture: Picture): number[] {
  return [...colorsIn(picture), ...smoothness(picture)];
}

function colorsIn({ data, width, height }: Picture): number[] {
  const shares = new Float64Array(BANDS * COLORS);
  const counts = new Float64Array(BANDS);
  for (let y = 0; y < height; y++) {
    const band = Math.floor((y * BANDS) / height);
    counts[band]! += width;
    for (let at = y * width * 4; at < (y + 1) * width * 4; at += 4) {
      const [red, green, blue] = [data[at]! >> 6, data[at + 1]! >> 6, data[at + 2]! >> 6];
      shares[band * COLORS + (red * STEPS + green) * STEPS + blue]!++;
    }
  }
  return Array.from(shares, (share, index) => Math.sqrt(share / counts[Math.floor(index / COLORS)]!));
}

function smoothness({ data, width, height }: Picture): number[] {
  const counts = EDGES.map(() => 0);
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const at = (y * width + x) * 4;
      let difference = 0;
      for (let channel = 0; channel < 3; channel++)
        difference += data[at + channel]! - data[at + channel - 4]!;
      EDGES.forEach((edge, index) => {
        if (Math.abs(difference) / 3 < edge) counts[index]!++;
      });
    }
  }
  return counts.map((count) => count / ((width - 1) * height));
}
