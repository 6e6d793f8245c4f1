import type { Sharp } from 'sharp';
import { DualeditError } from './error.js';
import { loadSharp } from './load-sharp.js';
import { undecodable } from './undecodable.js';

/** An upright sRGB picture: `data` holds rows of interleaved RGBA bytes, `width · height · 4` of them. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface DecodeLimits {
  /** The largest accepted `width · height`; 50 million unless given. */
  maxPixels?: number;
  /** Which frame of an animation, or page, from 0. Defaults to the first. */
  page?: number;
}

const DEFAULT_MAX_PIXELS = 50_000_000;

/** As sharp names them, AVIF among `heif`. Not drawings and documents: those may name other files. */
const FORMATS = new Set(['png', 'jpeg', 'webp', 'heif', 'gif', 'tiff']);

/**
 * Decodes PNG, JPEG, WebP, AVIF, GIF or TIFF bytes to an upright (EXIF orientation applied)
 * sRGB picture of 8 bits a channel: colours of another profile are converted by it.
 * @throws DualeditError `picture-unreadable`, `picture-format`, `picture-too-large`
 */
export async function decodePicture(bytes: Uint8Array, limits: DecodeLimits = {}): Promise<Picture> {
  const maxPixels = limits.maxPixels ?? DEFAULT_MAX_PIXELS;
  const sharp = await loadSharp();
  const { page = 0 } = limits;
  const source = () => sharp(bytes, { limitInputPixels: false, failOn: 'error', page });
  try {
    const { format, width, height, hasProfile, depth, compression } = await source().metadata();
    // AVIF is read, HEIC only named: its codec is not free.
    if (!FORMATS.has(format) || compression === 'hevc') throw new Error(`the format is ${format}`);
    if (width * height > maxPixels) throw tooLarge(width, height, maxPixels);
    // Of 16 bits with a profile, the other conversion returns the colors of Display P3.
    const isDeep = hasProfile && depth === 'ushort';
    const upright = source().autoOrient();
    const { data, info } = await (isDeep ? upright.withIccProfile('srgb') : upright.toColourspace('srgb'))
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    if (DualeditError.is(cause)) throw cause;
    throw (
      undecodable(bytes) ??
      new DualeditError({
        code: 'picture-unreadable',
        message: `Expected a picture but the ${bytes.length} bytes received cannot be decoded.`,
        hint: 'Give a PNG, JPEG, WebP, AVIF, GIF or TIFF file that an image viewer can open.',
        cause,
      })
    );
  }
}

function tooLarge(width: number, height: number, maxPixels: number): DualeditError {
  return new DualeditError({
    code: 'picture-too-large',
    message: `Expected at most ${maxPixels} pixels but received ${width}×${height}.`,
    hint: 'Scale the picture down first, or raise the pixel limit.',
    received: { width, height },
  });
}

/** The formats that are written. */
export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'tiff';

/**
 * Encodes a picture as sRGB, without metadata; PNG, WebP and TIFF keep every byte. JPEG has no alpha: transparent pixels
 * are laid on white. An edited picture is better encoded with `encodeLike`, as the kind of file that it came from.
 */
export async function encodePicture(picture: Picture, format: PictureFormat = 'png'): Promise<Uint8Array> {
  const image = await asSharp(picture);
  if (format === 'jpeg') return image.flatten({ background: '#ffffff' }).jpeg({ quality: 95 }).toBuffer();
  if (format === 'webp') return image.webp({ lossless: true, exact: true }).toBuffer();
  if (format === 'avif') return image.avif({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer();
  if (format === 'gif') return image.gif({ dither: 0 }).toBuffer();
  if (format === 'tiff') return image.tiff({ compression: 'deflate' }).toBuffer();
  return image.png().toBuffer();
}

/** Scales a picture to exactly `width × height` (Lanczos). */
export async function resizePicture(picture: Picture, width: number, height: number): Promise<Picture> {
  if (picture.width === width && picture.height === height) return picture;
  const image = await asSharp(picture);
  const data = await image.resize(width, height, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer();
  return { width, height, data };
}

/** Cuts `box`, which must lie inside the picture, out of it. */
export function cropPicture(picture: Picture, box: Box): Picture {
  const data = new Uint8Array(box.width * box.height * 4);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * picture.width + box.left) * 4;
    data.set(picture.data.subarray(from, from + box.width * 4), y * box.width * 4);
  }
  return { width: box.width, height: box.height, data };
}

async function asSharp(picture: Picture): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 4 } });
}
