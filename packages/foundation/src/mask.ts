import type { Sharp } from 'sharp';
import { DualeditError } from './error.js';
import { loadSharp } from './load-sharp.js';
import type { Box, Picture } from './picture.js';

/** Where something is: one byte a pixel, row by row, 0 outside … 255 inside, at the picture's size. */
export interface Mask {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Of the visible pixels, at least this share must be dark, and as much bright, for a mask to be painted in both. */
const PAINTED = 0.02;

/**
 * Decodes a mask picture: its alpha if some of it is transparent, else its luminance; both together if the visible part
 * is painted in black and white.
 * @throws DualeditError `mask-unreadable`
 */
export async function decodeMask(bytes: Uint8Array): Promise<Mask> {
  const sharp = await loadSharp();
  try {
    const image = sharp(bytes, { limitInputPixels: false }).autoOrient();
    const { isOpaque } = await image.stats();
    const planeOf = async (plane: Sharp) =>
      plane.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const luminance = () => planeOf(image.clone().removeAlpha().toColourspace('b-w'));
    const { data, info } = await (isOpaque ? luminance() : planeOf(image.clone().extractChannel('alpha')));
    const painted = isOpaque ? undefined : paintedIn((await luminance()).data, data);
    return { width: info.width, height: info.height, data: painted ?? data };
  } catch (cause) {
    throw new DualeditError({
      code: 'mask-unreadable',
      message: `Expected a mask picture but the ${bytes.length} bytes received cannot be decoded.`,
      hint: 'Give a PNG in which the object is white (or opaque) and all else black (or transparent).',
      cause,
    });
  }
}

/** Luminance where alpha shows it; undefined if it says nothing, because all that is visible is of one brightness. */
function paintedIn(luminance: Uint8Array, alpha: Uint8Array): Uint8Array | undefined {
  let [visible, dark, bright] = [0, 0, 0];
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i]! <= 127) continue;
    visible++;
    if (luminance[i]! < 64) dark++;
    if (luminance[i]! > 192) bright++;
  }
  if (Math.min(dark, bright) < PAINTED * visible || visible === 0) return undefined;
  return alpha.map((value, i) => Math.round((value * luminance[i]!) / 255));
}

/** Encodes a mask as a one-channel PNG. */
export async function encodeMask(mask: Mask): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(mask.data, { raw: { width: mask.width, height: mask.height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/**
 * @throws DualeditError `mask-size` when the mask is not of the picture's size, `mask-empty` when no byte
 * of it is above one half.
 */
export function checkMask(mask: Mask, picture: Pick<Picture, 'width' | 'height'>, name: string): void {
  const isWhole = mask.data.length === picture.width * picture.height;
  if (mask.width !== picture.width || mask.height !== picture.height || !isWhole) {
    throw new DualeditError({
      code: 'mask-size',
      message: `Expected the mask of "${name}" to be ${picture.width}×${picture.height} but received ${mask.width}×${mask.height}, ${mask.data.length} bytes.`,
      hint: 'Save the mask at exactly the size of the (upright) picture.',
      received: { width: mask.width, height: mask.height },
    });
  }
  if (!mask.data.some((value) => value > 127)) {
    throw new DualeditError({
      code: 'mask-empty',
      message: `The mask of "${name}" marks no pixel.`,
      hint: 'Paint the object white in the mask, or name something that is in the picture.',
    });
  }
}

/** How many pixels of a mask are above one half. */
export function countInside({ data }: Mask): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > 127) count++;
  return count;
}

/** How many pixels are inside of both of two masks of one size, and of each. */
export function countOverlap(a: Mask, b: Mask): { both: number; first: number; second: number } {
  let [both, first, second] = [0, 0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const [inA, inB] = [a.data[i]! > 127, b.data[i]! > 127];
    if (inA) first++;
    if (inB) second++;
    if (inA && inB) both++;
  }
  return { both, first, second };
}

/** The largest value of the masks at each pixel. All masks must be of one size; at least one is needed. */
export function uniteMasks(masks: readonly Mask[]): Mask {
  const [first] = masks as [Mask];
  const data = new Uint8Array(first.data);
  for (const mask of masks.slice(1)) {
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i]!, mask.data[i]!);
  }
  return { width: first.width, height: first.height, data };
}

/** The smallest box around all pixels above one half, or undefined where there are none. */
export function maskBox(mask: Mask): Box | undefined {
  let [left, top, right, bottom] = [mask.width, mask.height, -1, -1];
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if (mask.data[y * mask.width + x]! <= 127) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Cuts `box`, which must lie inside the mask, out of it. */
export function cropMask(mask: Mask, box: Box): Mask {
  const data = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * mask.width + box.left;
    data.set(mask.data.subarray(from, from + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, data };
}

/**
 * Averages the mask over the cells of a `width × height` grid (area average, values 0…1). This is the
 * target S of the losses: soft at borders, and it conserves the mask's share of the area.
 */
export function averageMask(mask: Mask, width: number, height: number): Float32Array {
  const rows = overlapWeights(mask.height, height);
  const columns = overlapWeights(mask.width, width);
  const grid = new Float32Array(width * height);
  rows.forEach((row, gy) => {
    columns.forEach((column, gx) => {
      let sum = 0;
      for (const [y, wy] of row)
        for (const [x, wx] of column) sum += wy * wx * mask.data[y * mask.width + x]!;
      grid[gy * width + gx] = sum / 255;
    });
  });
  return grid;
}

/** For each of `cells` equal cells over `length` pixels: the pixels it covers and their weights, summing to 1. */
function overlapWeights(length: number, cells: number): [pixel: number, weight: number][][] {
  const size = length / cells;
  return Array.from({ length: cells }, (_, cell) => {
    const [from, to] = [cell * size, (cell + 1) * size];
    const weights: [number, number][] = [];
    for (let pixel = Math.floor(from); pixel < Math.min(length, Math.ceil(to - 1e-9)); pixel++) {
      weights.push([pixel, (Math.min(to, pixel + 1) - Math.max(from, pixel)) / size]);
    }
    return weights;
  });
}
