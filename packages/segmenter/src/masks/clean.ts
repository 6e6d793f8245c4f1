import type { Mask } from '@dualedit/foundation';
import { findComponents } from './components.js';

export interface CleanOptions {
  /** Parts smaller than this share of the largest one are specks; 0.05 unless given. */
  specks?: number;
  /** Gaps that are enclosed and smaller than this share of the largest part are holes; 0.02 unless given. */
  holes?: number;
}

/**
 * Drops specks and fills holes. What something in front cuts a thing into are parts, and a handle's opening is
 * part of its shape: both are larger than that and stay. The result is 0 or 255.
 */
export function cleanMask(mask: Mask, { specks = 0.05, holes = 0.02 }: CleanOptions = {}): Mask {
  const { width, height, data } = mask;
  const parts = findComponents(width, height, (cell) => data[cell]! > 127);
  const largest = parts.sizes.reduce((most, size) => Math.max(most, size), 0);
  const whole = data.map((_, cell) =>
    parts.sizes[parts.labels[cell]!]! >= Math.max(1, specks * largest) ? 255 : 0,
  );
  const gaps = findComponents(width, height, (cell) => whole[cell] === 0);
  const open = reachingTheBorder(gaps.labels, width, height);
  return {
    width,
    height,
    data: whole.map((value, cell) => {
      const gap = gaps.labels[cell]!;
      return value === 255 || (!open.has(gap) && gaps.sizes[gap]! < holes * largest) ? 255 : 0;
    }),
  };
}

function reachingTheBorder(labels: Uint32Array, width: number, height: number): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) found.add(labels[x]!).add(labels[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) found.add(labels[y * width]!).add(labels[(y + 1) * width - 1]!);
  return found;
}
