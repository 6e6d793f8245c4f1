import type { Mask } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';

/**
 * The mask grown by so many pixels on every side (square window), or shrunk where `pixels` is negative.
 * @param pixels a whole number
 */
export async function growMask(mask: Mask, pixels: number): Promise<Mask> {
  if (pixels === 0) return mask;
  // Sharp's foreground is dark.
  return withData(mask, pixels > 0 ? asSharp(mask).erode(pixels) : asSharp(mask).dilate(-pixels));
}

/** The mask with a soft border, half of it inside the old one. @param sigma of the Gaussian, in pixels */
export async function featherMask(mask: Mask, sigma: number): Promise<Mask> {
  return sigma === 0 ? mask : withData(mask, asSharp(mask).blur(sigma));
}

function asSharp({ data, width, height }: Mask): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } });
}

async function withData(mask: Mask, image: Sharp): Promise<Mask> {
  return { ...mask, data: await image.extractChannel(0).raw().toBuffer() };
}
