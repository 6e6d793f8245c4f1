import { countInside, type Mask, nearestColor, type Picture } from '@dualedit/foundation';
import { colorCell, stepsOf } from './color-cell.js';

/** A color name, and the share of the pixels looked at that bear it. */
export interface ColorShare {
  name: string;
  share: number;
}

/** Levels of a channel that are told apart: names are of far coarser grain. */
const STEP = 16;
/** A mask's rim shows what is behind the thing: pixels count that lie this share of its extent inside. */
const RIM = 1 / 16;

/**
 * The color names of a thing's pixels by their shares, largest first; its rim left out.
 * @param names the color names to choose from; all basic ones if empty
 */
export function colorsIn(picture: Picture, mask: Mask, names: readonly string[] = []): ColorShare[] {
  const counts = new Map<number, number>();
  let total = 0;
  const rim = rimOf(mask);
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if (!isInside(mask, x, y, rim)) continue;
      const key = colorCell(picture, y * mask.width + x, STEP);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      total++;
    }
  }
  const shares = new Map<string, number>();
  for (const [key, count] of counts) {
    const name = nearestColor(hexOf(key), names);
    shares.set(name, (shares.get(name) ?? 0) + count / total);
  }
  return [...shares].map(([name, share]) => ({ name, share })).toSorted((a, b) => b.share - a.share);
}

/** The color of the middle of a cell, as `#rrggbb`. */
function hexOf(key: number): string {
  const levels = stepsOf(key).map((level) => level * STEP + STEP / 2);
  return `#${levels.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
}

function rimOf(mask: Mask): number {
  return Math.min(Math.max(mask.width, mask.height), Math.floor(RIM * Math.sqrt(countInside(mask))));
}

/** Whether a pixel and those `rim` away from it along the axes are inside. */
function isInside({ data, width, height }: Mask, x: number, y: number, rim: number): boolean {
  const near = [
    [x, y],
    [x - rim, y],
    [x + rim, y],
    [x, y - rim],
    [x, y + rim],
  ];
  return near.every(
    ([a, b]) => a! >= 0 && b! >= 0 && a! < width && b! < height && data[b! * width + a!]! > 127,
  );
}
