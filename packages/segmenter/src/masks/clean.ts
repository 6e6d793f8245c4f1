import { type Box, cropMask, type Mask, maskBox } from '@dualedit/foundation';
import { findComponents } from './components.js';

export interface CleanOptions {
  /** Parts smaller than this share of the largest one are specks; 0.01 unless given. */
  specks?: number;
  /** Gaps that are enclosed and smaller than this share of the largest part are holes; 0.01 unless given. */
  holes?: number;
}

/**
 * Drops specks and fills holes. What something in front cuts a thing into are parts, and a handle's opening is
 * part of its shape: both are larger than that and stay. The result is 0 or 255.
 */
export function cleanMask(mask: Mask, options: CleanOptions = {}): Mask {
  const data = new Uint8Array(mask.data.length);
  const box = maskBox(mask);
  if (box) put(data, mask.width, cleanInside(cropMask(mask, box), options), box);
  return { ...mask, data };
}

function cleanInside(
  { width, height, data }: Mask,
  { specks = 0.01, holes = 0.01 }: CleanOptions,
): Uint8Array {
  const parts = findComponents(width, height, (cell) => data[cell]! > 127);
  const largest = parts.sizes.reduce((most, size) => Math.max(most, size), 0);
  const isKept = (cell: number) => parts.sizes[parts.labels[cell]!]! >= Math.max(1, specks * largest);
  const gaps = findComponents(width, height, (cell) => !isKept(cell));
  const open = reachingTheBorder(gaps.labels, width, height);
  const isHole = (gap: number) => !open.has(gap) && gaps.sizes[gap]! < holes * largest;
  return data.map((_, cell) => (gaps.labels[cell] === 0 || isHole(gaps.labels[cell]!) ? 255 : 0));
}

function reachingTheBorder(labels: Uint32Array, width: number, height: number): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) found.add(labels[x]!).add(labels[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) found.add(labels[y * width]!).add(labels[(y + 1) * width - 1]!);
  return found;
}

function put(
  whole: Uint8Array,
  rowLength: number,
  part: Uint8Array,
  { left, top, width, height }: Box,
): void {
  for (let y = 0; y < height; y++) {
    whole.set(part.subarray(y * width, (y + 1) * width), (top + y) * rowLength + left);
  }
}
