import { isEmpty, NO_RECT, type Rect } from './rect.js';

/** A mask at the size of its picture: one byte per pixel, row by row, 0 outside … 255 inside. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Whether a tool adds to a mask or takes from it. */
export type Mode = 'add' | 'erase';

/** From here on a pixel is inside, as the engine counts it. */
export const INSIDE = 128;

export function emptyRaster(width: number, height: number): Raster {
  return { width, height, data: new Uint8Array(width * height) };
}

/**
 * Blends coverage (0…255) into a pixel. The larger coverage wins, so that a stroke that crosses itself and a stroke that
 * is painted twice look like one.
 */
export function blend(data: Uint8Array, at: number, coverage: number, mode: Mode): void {
  const old = data[at]!;
  if (mode === 'add') {
    if (coverage > old) data[at] = coverage;
  } else if (255 - coverage < old) data[at] = 255 - coverage;
}

/** The smallest rectangle around all pixels that are not 0, looked for in `within`. */
export function boundsOf({ width, data }: Raster, within: Rect): Rect {
  if (isEmpty(within)) return NO_RECT;
  let [left, top, right, bottom] = [within.right, within.bottom, within.left, within.top];
  for (let y = within.top; y < within.bottom; y++) {
    const row = y * width;
    let first = within.left;
    while (first < within.right && data[row + first] === 0) first++;
    if (first === within.right) continue;
    let last = within.right - 1;
    while (data[row + last] === 0) last--;
    top = Math.min(top, y);
    bottom = y + 1;
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
  }
  return bottom > top ? { left, top, right, bottom } : NO_RECT;
}

/** Whether no pixel of a mask counts as inside. */
export const isBlank = ({ data }: Raster): boolean => !data.some((value) => value >= INSIDE);
