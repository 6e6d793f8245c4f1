import { type Mask, maskBox, type Picture, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { maskIn } from '../image/square.js';
import { grow } from '../image/window.js';
import { colorCell, stepsOf } from './color-cell.js';

/** Where two things meet, pixels up to this far from both may be of either, as a share of the picture's longer side. */
const BAND = 1 / 64;
/** A color is a thing's own if this share of it has it, and if the other thing has less than this part of that share. */
const [COMMON, RARE] = [0.03, 0.2];
/** Levels of a channel that are one color here. */
const STEP = 32;

/** Steps of the brightest channel below which a color is dark. */
const DARK = 3;

/** How much of a thing has each color, 0…1. */
type Colors = Map<number, number>;

/**
 * The same things with outlines that follow the picture where they meet what is edited: a mask is a pixel or two too
 * wide here and too narrow there, and would keep a rim of the old thing's color on one that stays. Each pixel between
 * the two of a color that is only one's goes to that one.
 *
 * @param masks of what is edited
 */
export function settleOutlines(
  picture: Picture,
  things: readonly SeenThing[],
  masks: readonly Mask[],
): SeenThing[] {
  const band = Math.max(1, Math.round(BAND * Math.max(picture.width, picture.height)));
  const edited = uniteMasks(masks);
  return things.map((thing) => ({ ...thing, mask: settled(picture, thing.mask, edited, band) }));
}

function settled(picture: Picture, mask: Mask, edited: Mask, band: number): Mask {
  const box = around(maskBox(mask)!, 2 * band, mask);
  const [own, other] = [maskIn(mask, box), maskIn(edited, box)];
  const [nearOwn, nearOther] = [near(own, band), near(other, band)];
  if (!nearOther.some((cell, i) => cell > 0 && nearOwn[i]! > 0)) return mask;
  const at = (i: number) =>
    (box.top + Math.floor(i / box.width)) * picture.width + box.left + (i % box.width);
  const colorAt = (i: number) => colorCell(picture, at(i), STEP);
  const [mine, theirs] = [colorsIn(own, nearOther, colorAt), colorsIn(other, nearOwn, colorAt)];
  const data = new Uint8Array(mask.data);
  for (let i = 0; i < own.data.length; i++) {
    if (nearOwn[i] === 0 || nearOther[i] === 0) continue;
    const color = colorAt(i);
    if (isDark(color)) continue;
    const [a, b] = [mine.get(color) ?? 0, theirs.get(color) ?? 0];
    if (isColorOf(a, b)) data[at(i)] = 255;
    else if (isColorOf(b, a)) data[at(i)] = 0;
  }
  return { ...mask, data };
}

/** Whether a color is one thing's and not another's: blends of color are neither's. */
function isColorOf(share: number, other: number): boolean {
  return share >= COMMON && other < RARE * share;
}

function around(
  box: { left: number; top: number; width: number; height: number },
  by: number,
  { width, height }: Mask,
) {
  const [left, top] = [Math.max(0, box.left - by), Math.max(0, box.top - by)];
  return {
    left,
    top,
    width: Math.min(width, box.left + box.width + by) - left,
    height: Math.min(height, box.top + box.height + by) - top,
  };
}

function near({ data, width, height }: Mask, band: number): Float32Array {
  return grow(
    Float32Array.from(data, (value) => Number(value > 127)),
    width,
    height,
    band,
  );
}

/** Dark outlines and shadows are of either. */
function isDark(color: number): boolean {
  return Math.max(...stepsOf(color)) < DARK;
}

/** The colors of what surely is a thing's. */
function colorsIn({ data }: Mask, unsure: Float32Array, colorAt: (i: number) => number): Colors {
  const counts: Colors = new Map();
  let total = 0;
  data.forEach((value, i) => {
    if (value <= 127 || unsure[i]! > 0) return;
    total++;
    counts.set(colorAt(i), (counts.get(colorAt(i)) ?? 0) + 1);
  });
  return new Map([...counts].map(([color, count]) => [color, count / total]));
}
