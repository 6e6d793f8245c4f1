import { converter } from './culori.js';
import type { Mask } from './mask.js';
import type { Picture } from './picture.js';

/** A color of CIE Lab under D65: lightness 0…100, then green to red and blue to yellow, about −100…100. */
export type Lab = readonly [lightness: number, a: number, b: number];

const toLab = converter('lab65');

/** The mean color inside a mask, which has the picture's size and is not empty. */
export function meanLab({ data }: Picture, mask: Mask): Lab {
  const sum = [0, 0, 0];
  let count = 0;
  mask.data.forEach((value, pixel) => {
    if (value <= 127) return;
    count++;
    for (const channel of [0, 1, 2]) sum[channel]! += data[pixel * 4 + channel]!;
  });
  return labOf(sum.map((value) => value / count));
}

/** A color of sRGB, 0…255 a channel. */
export function labOf([red, green, blue]: readonly number[]): Lab {
  const { l, a, b } = toLab({ mode: 'rgb', r: red! / 255, g: green! / 255, b: blue! / 255 });
  return [l, a, b];
}

/** How far apart two colors are (ΔE, CIE 1976): about 2 is the least that one sees. */
export const labDistance = (one: Lab, other: Lab): number =>
  Math.hypot(...one.map((value, i) => value - other[i]!));
