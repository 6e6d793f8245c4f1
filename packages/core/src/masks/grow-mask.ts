import { type Mask, maskBox } from '@dualedit/foundation';
import { maskIn } from '../image/square.js';
import { grow } from '../image/window.js';

/** Grows a mask by `pixels` on every side, so that a new shape may be larger than the old one. */
export function growMask(mask: Mask, pixels: number): Mask {
  const box = maskBox(mask);
  if (!box || pixels === 0) return mask;
  // Only what is around the mask is computed: a large photo holds many times as much.
  const [left, top] = [Math.max(0, box.left - pixels), Math.max(0, box.top - pixels)];
  const width = Math.min(mask.width, box.left + box.width + pixels) - left;
  const height = Math.min(mask.height, box.top + box.height + pixels) - top;
  const part = maskIn(mask, { left, top, width, height });
  const binary = Float32Array.from(part.data, (value) => Number(value > 127));
  const grown = Uint8Array.from(grow(binary, width, height, pixels), (cell) => 255 * cell);
  const data = new Uint8Array(mask.data.length);
  for (let y = 0; y < height; y++) {
    data.set(grown.subarray(y * width, (y + 1) * width), (top + y) * mask.width + left);
  }
  return { ...mask, data };
}
