import { boundsOf, type Raster } from './raster.js';
import { intersect, isEmpty, NO_RECT, pad, type Rect, wholeOf } from './rect.js';
import { cut, paste } from './reshape.js';

/** Averages over a window, three times in both directions, are close to a Gaussian. */
const PASSES = 3;

/** What softening a mask may change. */
export function reachOfFeather(raster: Raster, pixels: number): Rect {
  const bounds = boundsOf(raster, wholeOf(raster));
  return isEmpty(bounds) ? NO_RECT : intersect(pad(bounds, Math.ceil(pixels) + PASSES), wholeOf(raster));
}

/**
 * Softens the outline of a mask, so that it fades over about `pixels` pixels to each side.
 * @returns what may have changed
 */
export function feather(raster: Raster, pixels: number): Rect {
  const area = reachOfFeather(raster, pixels);
  const reach = Math.round(pixels / PASSES);
  if (isEmpty(area) || reach < 1) return area;
  const [width, height] = [area.right - area.left, area.bottom - area.top];
  const values = Float32Array.from(cut(raster, area));
  const line = new Float32Array(Math.max(width, height));
  for (let pass = 0; pass < PASSES; pass++) {
    for (let y = 0; y < height; y++) average(values, line, y * width, 1, width, reach);
    for (let x = 0; x < width; x++) average(values, line, x, width, height, reach);
  }
  paste(raster, area, values, (value) => value);
  return area;
}

/** Averages each value of a line with those up to `reach` before and after it; the ends go on beyond themselves. */
function average(
  values: Float32Array,
  line: Float32Array,
  start: number,
  step: number,
  length: number,
  reach: number,
): void {
  for (let i = 0; i < length; i++) line[i] = values[start + i * step]!;
  const at = (i: number) => line[Math.min(length - 1, Math.max(0, i))]!;
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i < length; i++) {
    values[start + i * step] = sum / (2 * reach + 1);
    sum += at(i + reach + 1) - at(i - reach);
  }
}
