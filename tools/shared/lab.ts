import type { Mask, Picture } from '@dualedit/foundation';

export type Lab = [lightness: number, a: number, b: number];

/** The mean color inside a mask, in CIE Lab (D65). */
export function meanLab(picture: Picture, mask: Mask): Lab {
  const sum: Lab = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i]! <= 127) continue;
    count++;
    for (const channel of [0, 1, 2] as const) sum[channel] += picture.data[i * 4 + channel]!;
  }
  return labOf(sum.map((value) => value / count) as Lab);
}

export const labDistance = (one: Lab, other: Lab): number =>
  Math.hypot(...one.map((value, i) => value - other[i]!));

/** A color of sRGB, 0…255 a channel, in CIE Lab. */
export function labOf(rgb: Lab): Lab {
  const [r, g, b] = rgb
    .map((value) => value / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as Lab;
  const xyz = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ];
  const [x, y, z] = xyz.map((v) => (v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116)) as Lab;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
