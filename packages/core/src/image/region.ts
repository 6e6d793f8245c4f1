import { type Box, cropPicture, type Mask, maskBox, type Picture, resizePicture } from '@dualedit/foundation';

/** A square of the picture, in its pixels; it may reach over the picture's edge. */
export interface Region {
  left: number;
  top: number;
  side: number;
}

/** Masks that are smaller than this share of the picture's short side are looked at more closely. */
const SMALL = 0.25;
/** How much of its surroundings a small object keeps: the region's side over the masks'. */
const CONTEXT = 4;

/**
 * Chooses what the model gets to see: as much of the picture as a square can hold, or, where the masks
 * are small, a square around them. Masks that span more than the short side get a square over the long one.
 *
 * @param mask union of all masks; not empty
 * @param modelSize the side of the model's pictures: a closer look never goes below it
 */
export function chooseRegion(picture: Picture, mask: Mask, modelSize: number): Region {
  const box = maskBox(mask)!;
  const shorter = Math.min(picture.width, picture.height);
  const extent = Math.max(box.width, box.height);
  if (extent > shorter) return around(box, Math.max(picture.width, picture.height), picture);
  if (extent >= SMALL * shorter || shorter <= modelSize) return around(box, shorter, picture);
  return around(box, Math.min(shorter, Math.max(modelSize, CONTEXT * extent)), picture);
}

/** The largest square in the middle, for looking at a picture before anything is known of it. */
export function wholeRegion({ width, height }: Picture): Region {
  const side = Math.max(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

function around(box: Box, side: number, picture: Picture): Region {
  const place = (start: number, length: number, whole: number) => {
    if (side >= whole) return Math.floor((whole - side) / 2);
    return Math.max(0, Math.min(whole - side, Math.round(start + length / 2 - side / 2)));
  };
  return {
    left: place(box.left, box.width, picture.width),
    top: place(box.top, box.height, picture.height),
    side,
  };
}

/** Cuts the region out and scales it to `size × size`; beyond the picture its edge is repeated. */
export async function cutRegion(picture: Picture, region: Region, size: number): Promise<Picture> {
  const { left, top, side } = region;
  const inside = left >= 0 && top >= 0 && left + side <= picture.width && top + side <= picture.height;
  if (inside)
    return resizePicture(cropPicture(picture, { left, top, width: side, height: side }), size, size);
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = clamp(top + y, picture.height) * picture.width + clamp(left + x, picture.width);
      data.set(picture.data.subarray(from * 4, from * 4 + 4), (y * side + x) * 4);
    }
  }
  return resizePicture({ width: side, height: side, data }, size, size);
}

/** Cuts the region out of a mask, at the picture's scale; beyond the picture there is nothing. */
export function cutMask(mask: Mask, { left, top, side }: Region): Mask {
  const data = new Uint8Array(side * side);
  for (let y = Math.max(0, -top); y < Math.min(side, mask.height - top); y++) {
    const [from, to] = [Math.max(0, left), Math.min(mask.width, left + side)];
    const row = (top + y) * mask.width;
    data.set(mask.data.subarray(row + from, row + to), y * side + from - left);
  }
  return { width: side, height: side, data };
}

const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
