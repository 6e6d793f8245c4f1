import { cropMask, type Mask, type Picture } from '@dualedit/foundation';

/** The least that a side is of the other: models scale the longer one to their size, and a thinner side to no pixel. */
const LEAST_SHARE = 1 / 32;

/** A thin picture with its last column or row repeated to the right or below; any other as it is. */
export function widened(picture: Picture): Picture {
  const { width, height, data } = picture;
  const wide = Math.max(width, Math.ceil(height * LEAST_SHARE));
  const high = Math.max(height, Math.ceil(width * LEAST_SHARE));
  if (wide === width && high === height) return picture;
  const source = new Uint32Array(Uint8Array.from(data).buffer);
  const pixels = new Uint32Array(wide * high);
  for (let y = 0; y < high; y++) {
    const row = Math.min(y, height - 1) * width;
    for (let x = 0; x < wide; x++) pixels[y * wide + x] = source[row + Math.min(x, width - 1)]!;
  }
  return { width: wide, height: high, data: new Uint8Array(pixels.buffer) };
}

/** A mask of the widened picture as one of the picture. */
export function narrowed(mask: Mask, { width, height }: Picture): Mask {
  const isSame = mask.width === width && mask.height === height;
  return isSame ? mask : cropMask(mask, { left: 0, top: 0, width, height });
}
