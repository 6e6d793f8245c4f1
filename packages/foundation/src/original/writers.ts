import type { Sharp } from 'sharp';
import { loadSharp } from '../load-sharp.js';
import type { PictureFormat } from '../picture.js';
import { estimateQuality, withSegments } from './jpeg.js';
import { hasText, jpegSegments, type Metadata, pngChunks } from './metadata.js';
import type { NoteKind } from './notes.js';
import { inSpace, type Original, type Samples } from './original.js';
import { exactPalette } from './palette.js';
import { withChunks } from './png.js';
import { cmykTiff } from './tiff.js';
import { withMetadata } from './webp.js';

/** Of JPEGs whose tables cannot be read, and of what was no JPEG. */
const QUALITY = 95;
/** Pixels from which on memory counts more than a few percent of a file's size. */
const LARGE = 12_000_000;

/** What a file is written from, and where it is noted what that format cannot hold. */
export interface Written {
  original: Original;
  samples: Samples;
  metadata: Metadata;
  notes: Set<NoteKind>;
}

/** One function per format. */
export const WRITERS: Readonly<Record<PictureFormat, (written: Written) => Promise<Uint8Array>>> = {
  async png({ original, samples, metadata, notes }) {
    if (metadata.iptc) notes.add('iptc-lost');
    return withChunks(await pngPixels(original, samples, notes), pngChunks(metadata));
  },
  async jpeg({ original, samples, metadata, notes }) {
    if (hasText({ ...metadata, comments: [] })) notes.add('text-lost');
    const image = await sharpOf(samples, metadata);
    if (samples.hasAlpha) notes.add('alpha-lost');
    const isJpeg = original.format === 'jpeg';
    const pixels = await (samples.hasAlpha ? image.flatten({ background: '#ffffff' }) : image)
      .jpeg({
        quality: (isJpeg && estimateQuality(original.bytes)) || QUALITY,
        chromaSubsampling: original.subsampling === '4:2:0' ? '4:2:0' : '4:4:4',
        progressive: isJpeg && original.isProgressive,
        // Tables of a picture's own make a file a little smaller, for which all of its coefficients are held in memory.
        optimizeCoding: samples.width * samples.height < LARGE,
      })
      .toBuffer();
    return withSegments(pixels, jpegSegments(metadata));
  },
  async webp({ samples, metadata, notes }) {
    if (hasText(metadata)) notes.add('text-lost');
    if (metadata.iptc) notes.add('iptc-lost');
    const image = await sharpOf(samples, metadata);
    return withMetadata(await image.webp({ lossless: true, exact: true }).toBuffer(), samples, metadata);
  },
  async avif({ samples, metadata, notes }) {
    if (hasText(metadata)) notes.add('text-lost');
    if (metadata.iptc) notes.add('iptc-lost');
    const image = await carrier(samples, metadata);
    return image.keepMetadata().avif({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer();
  },
  async gif({ samples, metadata, notes }) {
    if (hasText(metadata)) notes.add('text-lost');
    if (metadata.exif || metadata.xmp) notes.add('exif-lost');
    return (await sharpOf(samples, metadata)).gif({ dither: 0 }).toBuffer();
  },
  async tiff({ original, samples, metadata, notes }) {
    if (hasText(metadata)) notes.add('text-lost');
    if (metadata.exif) notes.add('exif-lost');
    if (metadata.iptc) notes.add('iptc-lost');
    const image = await carrier(samples, metadata);
    const { compression = 'deflate' } = original;
    const lossless = ['none', 'lzw', 'deflate', 'packbits'].includes(compression) ? compression : 'deflate';
    const perMillimeter = (metadata.density ?? 72) / 25.4;
    return image
      .keepMetadata()
      .tiff({
        compression: lossless as 'lzw',
        xres: perMillimeter,
        yres: perMillimeter,
        resolutionUnit: 'inch',
      })
      .toBuffer();
  },
};

async function pngPixels(original: Original, samples: Samples, notes: Set<NoteKind>): Promise<Uint8Array> {
  if (original.format === 'png' && original.isPalette) {
    const palette = await exactPalette(samples);
    if (palette) return palette;
    notes.add('palette-lost');
  }
  if (original.format === 'png' && original.hasFewBits) notes.add('few-bits');
  const image = await sharpOf(samples);
  return image.png({ progressive: original.format === 'png' && original.isProgressive }).toBuffer();
}

/** Samples as sharp reads them, without metadata. Inks come with their profile, which they are read by. */
async function sharpOf(samples: Samples, metadata?: Metadata): Promise<Sharp> {
  const sharp = await loadSharp();
  const { width, height, channels, data, colors } = samples;
  const unlimited = { limitInputPixels: false, ignoreIcc: true } as const;
  const image =
    colors === 'cmyk'
      ? sharp(cmykTiff(samples, metadata?.icc), unlimited)
      : sharp(data, { raw: { width, height, channels: channels as 3 }, ...unlimited });
  const isSpare = colors === 'rgb' && channels === 4 && !samples.hasAlpha;
  return inSpace(isSpare ? image.removeAlpha() : image, {
    colors,
    depth: data instanceof Uint16Array ? 16 : 8,
  });
}

/** The same with metadata that sharp can pass on to a format that is not written here. */
async function carrier(samples: Samples, metadata: Metadata): Promise<Sharp> {
  if (samples.colors === 'cmyk') return sharpOf(samples, metadata);
  const sharp = await loadSharp();
  const png = await (await sharpOf(samples)).png({ compressionLevel: 0 }).toBuffer();
  const image = sharp(withChunks(png, pngChunks(metadata)), { limitInputPixels: false });
  return inSpace(image, { colors: samples.colors, depth: samples.data instanceof Uint16Array ? 16 : 8 });
}
