import type { Mask, Picture } from '@dualedit/foundation';
import type { Square } from './square.js';

/** Scales a mask of the square (nearest) to its place in a mask of the whole picture. */
export function placeMask(mask: Mask, region: Square, picture: Pick<Picture, 'width' | 'height'>): Mask {
  const data = new Uint8Array(picture.width * picture.height);
  const scale = mask.width / region.side;
  for (let y = Math.max(0, region.top); y < Math.min(picture.height, region.top + region.side); y++) {
    const fromY = Math.floor((y - region.top + 0.5) * scale);
    for (let x = Math.max(0, region.left); x < Math.min(picture.width, region.left + region.side); x++) {
      const fromX = Math.floor((x - region.left + 0.5) * scale);
      data[y * picture.width + x] = mask.data[fromY * mask.width + fromX]!;
    }
  }
  return { width: picture.width, height: picture.height, data };
}

/** The square of a mask of the whole picture, at `size × size` (nearest); beyond the picture there is nothing. */
export function sampleMask(mask: Mask, { left, top, side }: Square, size: number): Mask {
  const data = new Uint8Array(size * size);
  const scale = side / size;
  for (let y = 0; y < size; y++) {
    const fromY = top + Math.floor((y + 0.5) * scale);
    if (fromY < 0 || fromY >= mask.height) continue;
    for (let x = 0; x < size; x++) {
      const fromX = left + Math.floor((x + 0.5) * scale);
      if (fromX >= 0 && fromX < mask.width) data[y * size + x] = mask.data[fromY * mask.width + fromX]!;
    }
  }
  return { width: size, height: size, data };
}
