import { decodePicture, type Picture } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';

/** Up to this many pixels, a picture is shown as PNG, whose pixels are exact. */
const MOST_EXACT = 4_000_000;
export const THUMBNAIL_SIDE = 320;

/** A picture as browsers can show it. */
export interface Shown {
  bytes: Uint8Array<ArrayBuffer>;
  type: 'image/png' | 'image/jpeg';
}

/** A decoded picture as PNG, or JPEG if it is large and opaque. */
export async function show(picture: Picture): Promise<Shown> {
  const isExact = picture.width * picture.height <= MOST_EXACT || !isOpaque(picture);
  return isExact ? asPng(asSharp(picture)) : asJpeg(asSharp(picture), 95);
}

/** A small version of an encoded picture. */
export async function thumbnail(bytes: Uint8Array, maxPixels: number): Promise<Shown> {
  const picture = await decodePicture(bytes, { maxPixels });
  const small = asSharp(picture).resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  return isOpaque(picture) ? asJpeg(small, 85) : asPng(small);
}

function asSharp({ width, height, data }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
}

async function asPng(image: Sharp): Promise<Shown> {
  // Made for one look: speed counts, not size.
  return { bytes: new Uint8Array(await image.png({ compressionLevel: 2 }).toBuffer()), type: 'image/png' };
}

async function asJpeg(image: Sharp, quality: number): Promise<Shown> {
  const opaque = image.removeAlpha().jpeg({ quality, chromaSubsampling: '4:4:4' });
  return { bytes: new Uint8Array(await opaque.toBuffer()), type: 'image/jpeg' };
}

function isOpaque({ data }: Picture): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}
