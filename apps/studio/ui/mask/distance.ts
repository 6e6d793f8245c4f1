import { INSIDE, type Raster } from './raster.js';
import type { Rect } from './rect.js';

const FAR = 1e20;

/**
 * The distance of each pixel of `area` to the outline of a mask, in pixels: positive outside, negative inside, ±0.5 next
 * to the outline. The picture's own border is no outline: a mask that touches it is not cut there.
 *
 * Exact and in time linear in the area (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012).
 */
export function signedDistance(raster: Raster, area: Rect): Float32Array {
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  const outside = new Float32Array(width * height);
  const inside = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isInside = raster.data[(area.top + y) * raster.width + area.left + x]! >= INSIDE;
      outside[y * width + x] = isInside ? 0 : FAR;
      inside[y * width + x] = isInside ? FAR : 0;
    }
  squaredDistances(outside, width, height);
  squaredDistances(inside, width, height);
  for (let i = 0; i < outside.length; i++)
    outside[i] = outside[i]! > 0 ? Math.sqrt(outside[i]!) - 0.5 : 0.5 - Math.sqrt(inside[i]!);
  return outside;
}

/** Replaces costs (0 or {@link FAR}) by the squared distance to the nearest 0. */
function squaredDistances(grid: Float32Array, width: number, height: number): void {
  const longest = Math.max(width, height);
  const scratch = {
    line: new Float32Array(longest),
    out: new Float32Array(longest),
    places: new Int32Array(longest),
    borders: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) scratch.line[y] = grid[y * width + x]!;
    transformLine(scratch, height);
    for (let y = 0; y < height; y++) grid[y * width + x] = scratch.out[y]!;
  }
  for (let y = 0; y < height; y++) {
    scratch.line.set(grid.subarray(y * width, (y + 1) * width));
    transformLine(scratch, width);
    grid.set(scratch.out.subarray(0, width), y * width);
  }
}

interface Scratch {
  line: Float32Array;
  out: Float32Array;
  /** Where the parabolas of the lower envelope have their lowest points, and from where on each is the lowest. */
  places: Int32Array;
  borders: Float64Array;
}

/** The lower envelope of one parabola per pixel of a line, read at each pixel. */
function transformLine({ line, out, places, borders }: Scratch, length: number): void {
  let last = -1;
  for (let q = 0; q < length; q++) {
    if (line[q]! >= FAR) continue;
    let border = Number.NEGATIVE_INFINITY;
    while (last >= 0) {
      const p = places[last]!;
      border = (line[q]! + q * q - line[p]! - p * p) / (2 * (q - p));
      if (border > borders[last]!) break;
      last--;
    }
    last++;
    places[last] = q;
    borders[last] = last === 0 ? Number.NEGATIVE_INFINITY : border;
  }
  if (last < 0) {
    out.fill(FAR, 0, length);
    return;
  }
  for (let q = 0, at = 0; q < length; q++) {
    while (at < last && borders[at + 1]! < q) at++;
    out[q] = (q - places[at]!) ** 2 + line[places[at]!]!;
  }
}
