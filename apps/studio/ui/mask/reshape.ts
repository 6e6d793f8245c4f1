import { signedDistance } from './distance.js';
import { boundsOf, type Raster } from './raster.js';
import { intersect, isEmpty, NO_RECT, pad, type Rect, wholeOf } from './rect.js';

/** A mask as it is and what it takes to grow and shrink it again and again, as a slider does. */
export interface Reshaping {
  /** What any of its results may change. */
  area: Rect;
  /** Writes the mask grown by so many pixels, or shrunk if negative, at most `most` in both directions. */
  apply(pixels: number): void;
}

/** Measures a mask once for growing and shrinking it by up to `most` pixels. */
export function reshaping(raster: Raster, most: number): Reshaping {
  const bounds = boundsOf(raster, wholeOf(raster));
  if (isEmpty(bounds)) return { area: NO_RECT, apply: () => {} };
  const area = intersect(pad(bounds, most + 1), wholeOf(raster));
  const before = cut(raster, area);
  const distances = signedDistance(raster, area);
  return {
    area,
    apply: (pixels) =>
      pixels === 0
        ? paste(raster, area, before)
        : paste(
            raster,
            area,
            distances,
            (distance) => 255 * Math.min(1, Math.max(0, pixels + 0.5 - distance)),
          ),
  };
}

/** Grows a mask by so many pixels in all directions, or shrinks it if negative. */
export function grow(raster: Raster, pixels: number): Rect {
  const { area, apply } = reshaping(raster, Math.abs(pixels));
  apply(pixels);
  return area;
}

/** Copies the pixels of an area. */
export function cut({ width, data }: Raster, area: Rect): Uint8Array {
  const across = area.right - area.left;
  const out = new Uint8Array(across * (area.bottom - area.top));
  for (let y = area.top; y < area.bottom; y++)
    out.set(data.subarray(y * width + area.left, y * width + area.right), (y - area.top) * across);
  return out;
}

/** Writes values, as they are or mapped to 0…255, to the pixels of an area. */
export function paste(
  { width, data }: Raster,
  area: Rect,
  values: Uint8Array | Float32Array,
  map?: (value: number) => number,
): void {
  const across = area.right - area.left;
  for (let y = area.top; y < area.bottom; y++) {
    const from = (y - area.top) * across;
    const to = y * width + area.left;
    if (!map) data.set(values.subarray(from, from + across), to);
    else for (let x = 0; x < across; x++) data[to + x] = Math.round(map(values[from + x]!));
  }
}
