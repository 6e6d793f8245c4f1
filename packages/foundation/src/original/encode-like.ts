import type { PictureFormat } from '../picture.js';
import {
  type Change,
  changedPixels,
  decodedSamples,
  inEightBits,
  isGray,
  mergeChange,
  samplesOf,
  withColors,
} from './merge.js';
import { hasSecondPicture, type MetadataMode, metadataFor } from './metadata.js';
import { type Note, type NoteKind, note } from './notes.js';
import { type Original, readSamples, type Samples } from './original.js';
import { type Chunk, keywordOf, textChunk } from './png.js';
import { WRITERS } from './writers.js';

export interface EncodeLikeOptions {
  /** Defaults to the original's, or to PNG if that cannot hold the edit without changing other pixels. */
  format?: PictureFormat | undefined;
  /** Defaults to `keep`. */
  metadata?: MetadataMode | undefined;
  /** Texts by keyword that a PNG carries, such as how the picture was made; other formats leave them out. */
  texts?: Readonly<Record<string, string>> | undefined;
}

/** An edited picture as a file, and what of the original it does not keep. */
export interface EncodedLike {
  bytes: Uint8Array;
  format: PictureFormat;
  notes: Note[];
}

/** Formats that hold 16 bits per channel. */
const DEEP = new Set<PictureFormat>(['png', 'tiff']);
/** Formats that hold inks. */
const INKS = new Set<PictureFormat>(['jpeg', 'tiff']);

/** The format in which a file comes back if nobody says one. */
export function formatLike({ format }: Pick<Original, 'format'>): PictureFormat {
  return format === 'other' || format === 'gif' ? 'png' : format;
}

/**
 * Encodes an edited picture as the same kind of file as its original: format, color space and profile, depth, alpha,
 * and metadata. Samples of pixels that did not change are the original's, bit for bit, unless the format itself
 * re-encodes them.
 * @param change the picture as `openPicture` returned it, and edited, of the same size
 */
export async function encodeLike(
  original: Original,
  change: Change,
  { format = formatLike(original), metadata: mode = 'keep', texts = {} }: EncodeLikeOptions = {},
): Promise<EncodedLike> {
  const notes = new Set<NoteKind>(about(original, format));
  const { metadata, notes: lost } = metadataFor(original, mode);
  const samples = await mergedSamples(original, change, format, notes);
  const isSameSpace =
    samples.colors === original.colors && !notes.has('space-lost') && !notes.has('float-lost');
  const icc = isSameSpace ? metadata.icc : undefined;
  const kept = { ...metadata, icc, chunks: withTexts(metadata.chunks, format, texts) };
  const bytes = await WRITERS[format]({ original, samples, metadata: kept, notes });
  return { bytes, format, notes: [...[...notes].map(note), ...lost] };
}

/** Chunks with these texts in the place of older ones of their keywords. */
function withTexts(
  chunks: readonly Chunk[],
  format: PictureFormat,
  texts: Readonly<Record<string, string>>,
): readonly Chunk[] {
  if (format !== 'png') return chunks;
  const others = chunks.filter((chunk) => !Object.hasOwn(texts, keywordOf(chunk)));
  return [...others, ...Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text))];
}

/** What is lost whatever the edit is. */
function about(original: Original, format: PictureFormat): NoteKind[] {
  const several = original.format === 'tiff' ? 'first-page' : 'first-frame';
  return [
    ...(format === 'jpeg' ? (['jpeg-reencodes'] as const) : []),
    ...(format === 'avif' ? (['avif-reencodes'] as const) : []),
    ...(format === 'gif' ? (['gif-colors'] as const) : []),
    ...(original.format === 'gif' && format === 'png' ? (['gif-to-png'] as const) : []),
    ...(original.format === 'other' ? (['other-format'] as const) : []),
    ...(original.pages > 1 ? ([several] as const) : []),
    ...(hasSecondPicture(original) ? (['second-picture-lost'] as const) : []),
  ];
}

async function mergedSamples(
  original: Original,
  change: Change,
  format: PictureFormat,
  notes: Set<NoteKind>,
): Promise<Samples> {
  const { colors, depth } = original;
  const isHeld = colors !== 'cmyk' || INKS.has(format);
  if (colors === 'other' || depth === 'other' || !isHeld) {
    notes.add(depth === 'other' ? 'float-lost' : 'space-lost');
    return samplesOf(change.after, original.hasAlpha);
  }
  try {
    return await inOwnSpace(original, change, format, notes);
  } catch {
    // A damaged file or profile may be readable one way and not the other. The edit is not lost for that.
    notes.add('space-lost');
    return samplesOf(change.after, original.hasAlpha);
  }
}

async function inOwnSpace(
  original: Original,
  change: Change,
  format: PictureFormat,
  notes: Set<NoteKind>,
): Promise<Samples> {
  const { colors, icc } = original;
  if (isAsDecoded(original)) return decodedSamples(change.after, original.hasAlpha);
  const pixels = changedPixels(change);
  if (colors === 'gray' && original.hasAlpha) {
    // The codec drops one of the two where both are asked for.
    notes.add('gray-alpha');
    const inColor = icc ? samplesOf(change.after, true) : await readSamples({ ...original, colors: 'rgb' });
    if (!icc) await mergeChange(inColor, change, pixels, undefined);
    return fitDepth(inColor, format, notes);
  }
  let samples = await readSamples(original);
  if (colors === 'gray' && !isGray(change, pixels)) {
    notes.add('now-color');
    samples = icc ? samplesOf(change.after, original.hasAlpha) : withColors(samples);
  }
  await mergeChange(samples, change, pixels, samples.colors === colors ? icc : undefined);
  return fitDepth(samples, format, notes);
}

/** Whether a file's samples are those of the decoded picture: sRGB of 8 bits. Nothing has to be read again then. */
function isAsDecoded({ colors, depth, icc, isPalette }: Original): boolean {
  return colors === 'rgb' && depth === 8 && icc === undefined && !isPalette;
}

function fitDepth(samples: Samples, format: PictureFormat, notes: Set<NoteKind>): Samples {
  if (!(samples.data instanceof Uint16Array) || DEEP.has(format)) return samples;
  notes.add('depth-lost');
  return inEightBits(samples);
}
