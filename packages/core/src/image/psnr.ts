import type { Picture } from '@dualedit/foundation';

/** PSNR in dB of the three color channels of two pictures of one size. */
export function psnr(a: Picture, b: Picture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  return 10 * Math.log10((255 * 255) / (sum / (a.width * a.height * 3)));
}
