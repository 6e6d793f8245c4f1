import type { Mask } from '@dualedit/foundation';
import { grow } from '../image/window.js';

/** A mask grown by so many pixels on every side: room for a new shape that is larger than the old one. */
export function withRoom(mask: Mask, pixels: number): Mask {
  const binary = Float32Array.from(mask.data, (value) => Number(value > 127));
  const grown = grow(binary, mask.width, mask.height, pixels);
  return { ...mask, data: Uint8Array.from(grown, (cell) => 255 * cell) };
}
