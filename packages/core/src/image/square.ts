import { type Box, cropPicture, type Mask, maskBox, type Picture, resizePicture } from '@dualedit/foundation';

/** A square of the picture, in its pixels; it may reach over the picture's edge. */
export interface Square {
  left: number;
  top: number;
  side: number;
}

/** How much of its surroundings a small object keeps: the region's side over the masks'. */
const CONTEXT = 4;
/** The same where pixels are lost by it: beyond this many pixels of the picture to one of the model's. */
const TIGHT = 2;
const SHARP = 2;
/** How much room masks get at least, so that the seam lies inside the region wherever the picture goes on. */
const ROOM = 1.25;

/**
 * Chooses what the model gets to see: as much of the picture as a square can hold, or, if the masks are small, a square
 * around them; in a large picture a tight one, since what the model draws is enlarged by as much as its square is larger
 * than its pictures. Masks that need more than the short side get a square that reaches over it.
 *
 * @param mask union of all masks; not empty
 * @param modelSize the side of the model's pictures: a closer look never goes below it
 */
export function chooseSquare(picture: Picture, mask: Mask, modelSize: number): Square {
  return squareFor(picture, maskBox(mask)!, modelSize);
}

/** The same for masks of which the box around them is known. */
export function squareFor(picture: Pick<Picture, 'width' | 'height'>, box: Box, modelSize: number): Square {
  const shorter = Math.min(picture.width, picture.height);
  const extent = Math.max(box.width, box.height);
  const needed = Math.max(
    Math.min(Math.ceil(ROOM * box.width), picture.width),
    Math.min(Math.ceil(ROOM * box.height), picture.height),
  );
  const wide = Math.min(CONTEXT * extent, SHARP * modelSize);
  const side = Math.min(shorter, Math.max(modelSize, wide, TIGHT * extent));
  return around(box, Math.max(side, needed), picture);
}

/** The square around all of the picture, for looking at it before anything is known of it. */
export function wholeSquare({ width, height }: Picture): Square {
  const side = Math.max(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

function around(box: Box, side: number, picture: Pick<Picture, 'width' | 'height'>): Square {
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

/** Whether two squares cover the same pixels. */
export function isSameSquare(a: Square, b: Square): boolean {
  return a.left === b.left && a.top === b.top && a.side === b.side;
}

/** Cuts the region out and scales it to `size × size`; beyond the picture its edge is repeated. */
export async function cutSquare(picture: Picture, region: Square, size: number): Promise<Picture> {
  const [x, y] = [
    share(region.left, region.side, picture.width, size),
    share(region.top, region.side, picture.height, size),
  ];
  const box = { left: x.from, top: y.from, width: x.to - x.from, height: y.to - y.from };
  const scaled = await resizePicture(cutClamped(picture, box), x.last - x.first, y.last - y.first);
  return cutClamped(scaled, { left: -x.first, top: -y.first, width: size, height: size });
}

/**
 * Along one axis: which of the model's pixels show any of the picture, first to last (exclusive), and where
 * those begin and end in the picture. Only they are scaled, so that a long picture needs no square of its length.
 */
function share(start: number, side: number, length: number, size: number) {
  const pixel = side / size;
  const first = Math.floor(Math.max(0, -start) / pixel);
  const last = Math.ceil((Math.min(length, start + side) - start) / pixel);
  return {
    first,
    last,
    from: start + Math.round(first * pixel),
    to: start + Math.round(last * pixel),
  };
}

/** Cuts a box that may reach over the picture's edge, which is then repeated. */
export function cutClamped(picture: Picture, box: Box): Picture {
  const { left, top, width, height } = box;
  const inside = left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
  if (inside) return cropPicture(picture, box);
  const data = new Uint8Array(width * height * 4);
  const columns = Uint32Array.from({ length: width }, (_, x) => clamp(left + x, picture.width) * 4);
  for (let y = 0; y < height; y++) {
    const row = clamp(top + y, picture.height) * picture.width * 4;
    for (let x = 0; x < width; x++) {
      const [to, from] = [(y * width + x) * 4, row + columns[x]!];
      for (let channel = 0; channel < 4; channel++) data[to + channel] = picture.data[from + channel]!;
    }
  }
  return { width, height, data };
}

/** Cuts the region out of a mask, at the picture's scale; beyond the picture there is nothing. */
export function cutMask(mask: Mask, { left, top, side }: Square): Mask {
  return maskIn(mask, { left, top, width: side, height: side });
}

/** What a mask is in a box that may reach over its edge, beyond which there is nothing. */
export function maskIn(mask: Mask, { left, top, width, height }: Box): Mask {
  const data = new Uint8Array(width * height);
  const [from, to] = [Math.max(0, left), Math.min(mask.width, left + width)];
  for (let y = Math.max(0, -top); y < Math.min(height, mask.height - top); y++) {
    const row = (top + y) * mask.width;
    data.set(mask.data.subarray(row + from, row + to), y * width + from - left);
  }
  return { width, height, data };
}

const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
