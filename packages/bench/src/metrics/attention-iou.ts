import type { AttentionMap } from '@dualedit/core';
import type { Mask } from '@dualedit/foundation';

/** A cell is claimed from this share of the map's maximum on (LocInv, Tang et al. 2024). */
const CLAIM = 0.3;

/**
 * How well attention covers a mask: intersection over union of the cells with more than 0.3 of the map's
 * maximum, scaled up to the mask's size (bilinear), and the mask.
 */
export function attentionIou(map: AttentionMap, mask: Mask): number {
  const threshold = CLAIM * map.data.reduce((most, value) => Math.max(most, value), 0);
  let [both, either] = [0, 0];
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      const claimed = at(map, (x + 0.5) / mask.width, (y + 0.5) / mask.height) > threshold;
      const marked = mask.data[y * mask.width + x]! > 127;
      both += Number(claimed && marked);
      either += Number(claimed || marked);
    }
  }
  return both / either;
}

/** Bilinear value at a place in fractions of the map; the border is repeated. */
function at({ width, height, data }: AttentionMap, u: number, v: number): number {
  const [x, y] = [clamp(u * width - 0.5, width - 1), clamp(v * height - 0.5, height - 1)];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [fx, fy] = [x - left, y - top];
  const row = (line: number) => data[line * width + left]! * (1 - fx) + data[line * width + right]! * fx;
  return row(top) * (1 - fy) + row(bottom) * fy;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
