import { type Mask, type Picture, resizePicture } from '@dualedit/foundation';
import type { Selection } from '../metrics/pixels.js';
import type { EditRecord } from './edit-record.js';

type Region = EditRecord['region'];

/** A drawing of the model laid wholly over its region of the picture: what a user would get without masks. */
export async function laidOver(original: Picture, drawing: Picture, region: Region): Promise<Picture> {
  const { data: from } = await resizePicture(drawing, region.side, region.side);
  const data = new Uint8Array(original.data);
  const covered = within(region, original);
  for (let y = covered.top; y < covered.bottom; y++) {
    const start = ((y - region.top) * region.side + covered.left - region.left) * 4;
    const length = (covered.right - covered.left) * 4;
    data.set(from.subarray(start, start + length), (y * original.width + covered.left) * 4);
  }
  return { ...original, data };
}

/** The pixels of a picture that a region covers. */
export function regionPixels(region: Region, picture: Picture): Selection {
  const { left, top, right, bottom } = within(region, picture);
  const selection = new Uint8Array(picture.width * picture.height);
  for (let y = top; y < bottom; y++) selection.fill(1, y * picture.width + left, y * picture.width + right);
  return selection;
}

function within({ left, top, side }: Region, { width, height }: Picture) {
  return {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(width, left + side),
    bottom: Math.min(height, top + side),
  };
}

/** What of a mask lies in a region, row by row; beyond the picture there is nothing. */
export function maskWithin(mask: Mask, { left, top, side }: Region): Mask {
  const data = new Uint8Array(side * side);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [left + (i % side), top + Math.floor(i / side)];
    if (x >= 0 && y >= 0 && x < mask.width && y < mask.height) data[i] = mask.data[y * mask.width + x]!;
  }
  return { width: side, height: side, data };
}
