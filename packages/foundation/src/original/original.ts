import type { Sharp } from 'sharp';
import { loadSharp } from '../load-sharp.js';
import type { PictureFormat } from '../picture.js';
import { readChunks } from './png.js';

/** How colors are stored in a file: sRGB or what a profile says, gray, or inks. Anything else is converted to sRGB. */
export type ColorModel = 'rgb' | 'gray' | 'cmyk' | 'other';

/** The file that a picture was decoded from: what an edited picture is to be like. */
export interface Original {
  bytes: Uint8Array;
  format: PictureFormat | 'other';
  colors: ColorModel;
  /** Bits of a channel in memory; what has fewer in the file is expanded. */
  depth: 8 | 16 | 'other';
  /** Whether it has 1, 2 or 4 bits per channel, and no palette. */
  hasFewBits: boolean;
  hasAlpha: boolean;
  isPalette: boolean;
  isProgressive: boolean;
  /** Frames of an animation, or pages; of an animated PNG, 2 for however many. */
  pages: number;
  /** Milliseconds of each frame. */
  delay: number[] | undefined;
  /** How often an animation runs; 0 for ever. */
  loop: number | undefined;
  /** Of JPEG, such as `4:2:0`. */
  subsampling: string | undefined;
  /** Of TIFF, such as `lzw`. */
  compression: string | undefined;
  /** Dots per inch, if the file says them. */
  density: number | undefined;
  icc: Uint8Array | undefined;
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
  iptc: Uint8Array | undefined;
}

const COLORS: Readonly<Record<string, ColorModel>> = {
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  'b-w': 'gray',
  grey16: 'gray',
  cmyk: 'cmyk',
};
const FORMATS: Readonly<Record<string, PictureFormat>> = {
  png: 'png',
  jpeg: 'jpeg',
  webp: 'webp',
  heif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
};
/** What sharp reports of a file that says no density. */
const UNSAID_DENSITY = 72;

/** Reads what kind of picture a file holds; decodes no pixel. */
export async function describeOriginal(bytes: Uint8Array): Promise<Original> {
  const sharp = await loadSharp();
  const found = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  const { density, bitsPerSample = 8 } = found;
  return {
    bytes,
    format: FORMATS[found.format] ?? 'other',
    colors: COLORS[found.space] ?? 'other',
    depth: found.depth === 'uchar' ? 8 : found.depth === 'ushort' ? 16 : 'other',
    hasFewBits: bitsPerSample < 8 && !found.isPalette,
    hasAlpha: found.hasAlpha,
    isPalette: found.isPalette,
    isProgressive: found.isProgressive,
    pages: isAnimatedPng(bytes, found.format) ? 2 : (found.pages ?? 1),
    delay: found.delay,
    loop: found.loop,
    subsampling: found.chromaSubsampling,
    compression: found.compression,
    density: density === UNSAID_DENSITY ? undefined : density,
    icc: found.icc,
    exif: found.exif,
    xmp: found.xmp,
    iptc: found.iptc,
  };
}

/** The codec reads the first frame of an animated PNG and does not say that there are others. */
function isAnimatedPng(bytes: Uint8Array, format: string): boolean {
  return format === 'png' && readChunks(bytes).some(({ type }) => type === 'acTL');
}

/** A file's pixels in its own color space, upright. */
export interface Samples {
  width: number;
  height: number;
  /** Per pixel, alpha included; 4 of an opaque picture in color if the last is of no meaning. */
  channels: number;
  /** Row by row. */
  data: Uint8Array | Uint16Array;
  colors: Exclude<ColorModel, 'other'>;
  hasAlpha: boolean;
}

/** Decodes a file's pixels as they are stored. `colors` and `depth` must not be `other`. */
export async function readSamples({ bytes, colors, depth, hasAlpha }: Original): Promise<Samples> {
  const sharp = await loadSharp();
  const image = sharp(bytes, { ignoreIcc: true, limitInputPixels: false, failOn: 'error' }).autoOrient();
  const { data, info } = await inSpace(image, { colors, depth })
    .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    width,
    height,
    channels,
    data: depth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data,
    colors: colors as Samples['colors'],
    hasAlpha,
  };
}

/** The pipeline with an output of this color space, which is also that of its input. */
export function inSpace(image: Sharp, { colors, depth }: Pick<Original, 'colors' | 'depth'>): Sharp {
  if (colors === 'cmyk') return image.pipelineColourspace('cmyk').toColourspace('cmyk');
  if (colors === 'gray') return image.toColourspace(depth === 16 ? 'grey16' : 'b-w');
  return image.toColourspace(depth === 16 ? 'rgb16' : 'srgb');
}
