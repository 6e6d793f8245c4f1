import { deflateSync } from 'node:zlib';
import { editedExif } from './exif.js';
import {
  densitySegment,
  namedSegment,
  profileSegments,
  readSegments,
  type Segment,
  startsWith,
} from './jpeg.js';
import { type Note, note } from './notes.js';
import type { Original } from './original.js';
import { type Chunk, keywordOf, readChunks, textChunk } from './png.js';

/**
 * What of a file's metadata an edited picture keeps. `keep`: all that still holds; `strip`: not what tells where, by
 * whom and with which device it was taken; `none`: nothing. The color profile stays always.
 */
export type MetadataMode = 'keep' | 'strip' | 'none';

export const METADATA_MODES: readonly MetadataMode[] = ['keep', 'strip', 'none'];

/** Metadata ready for a file. */
export interface Metadata {
  icc: Uint8Array | undefined;
  /** Without prefix. */
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
  iptc: Uint8Array | undefined;
  /** Dots per inch. */
  density: number | undefined;
  /** Chunks of a PNG that say how its colors are meant, and its texts. */
  chunks: readonly Chunk[];
  /** Comments of a JPEG. */
  comments: readonly Segment[];
}

/** Keywords that the PNG specification gives, of which none is the device's or a program's. */
const HARMLESS = new Set(['Title', 'Author', 'Description', 'Copyright', 'Disclaimer', 'Warning', 'Comment']);
const COLOR_CHUNKS = new Set(['gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI']);
const TEXT_CHUNKS = new Set(['tEXt', 'zTXt', 'iTXt']);
const XMP_KEYWORD = 'XML:com.adobe.xmp';
const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0';

/** The metadata of a file for an edited picture, and what of it is lost whatever the format. */
export function metadataFor(original: Original, mode: MetadataMode): { metadata: Metadata; notes: Note[] } {
  const { icc, xmp, iptc, density } = original;
  const strip = mode === 'strip';
  const isKept = mode === 'keep';
  const exif = mode !== 'none' && original.exif ? editedExif(original.exif, { strip }) : undefined;
  return {
    metadata: {
      icc,
      exif,
      xmp: isKept && xmp ? uprightXmp(xmp) : undefined,
      iptc: isKept ? iptc : undefined,
      density: mode === 'none' ? undefined : density,
      chunks:
        original.format === 'png' ? readChunks(original.bytes).filter((chunk) => keeps(chunk, mode)) : [],
      comments: isKept && original.format === 'jpeg' ? commentsOf(original.bytes) : [],
    },
    notes: mode !== 'none' && original.exif && !exif ? [note('exif-lost')] : [],
  };
}

function keeps(chunk: Chunk, mode: MetadataMode): boolean {
  if (COLOR_CHUNKS.has(chunk.type)) return true;
  if (!TEXT_CHUNKS.has(chunk.type) || mode === 'none') return false;
  const keyword = keywordOf(chunk);
  // Written apart.
  if (keyword === XMP_KEYWORD) return false;
  return mode === 'keep' || HARMLESS.has(keyword);
}

function commentsOf(jpeg: Uint8Array): Segment[] {
  return readSegments(jpeg).segments.filter(({ marker }) => marker === 0xfe);
}

/** XMP may repeat the orientation, which is now 1. */
function uprightXmp(xmp: Uint8Array): Uint8Array {
  const text = Buffer.from(xmp).toString('utf8');
  return Buffer.from(
    text
      .replace(/(tiff:Orientation=["'])[2-8]/, '$11')
      .replace(/(<tiff:Orientation>)[2-8]/, '$11')
      .replace(/<xmp:Thumbnails>.*?<\/xmp:Thumbnails>/s, ''),
  );
}

/** Whether there is text that only some formats hold. */
export function hasText({ chunks, comments }: Metadata): boolean {
  return comments.length > 0 || chunks.some(({ type }) => TEXT_CHUNKS.has(type));
}

/** Metadata as a PNG holds it. */
export function pngChunks({ icc, exif, xmp, density, chunks, comments }: Metadata): Chunk[] {
  const resolution = Buffer.alloc(9, 1);
  for (const at of [0, 4]) resolution.writeUInt32BE(Math.round((density ?? 0) / 0.0254), at);
  const profile = icc && Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(icc)]);
  return [
    ...(profile ? [{ type: 'iCCP', data: profile }] : []),
    ...chunks,
    ...(density ? [{ type: 'pHYs', data: resolution }] : []),
    ...(exif ? [{ type: 'eXIf', data: exif }] : []),
    ...(xmp ? [textChunk(XMP_KEYWORD, xmp)] : []),
    ...comments.map(({ data }) => textChunk('Comment', data)),
  ];
}

/** Metadata as a JPEG holds it. */
export function jpegSegments({ icc, exif, xmp, iptc, density, comments }: Metadata): Segment[] {
  return [
    ...(density ? [densitySegment(density)] : []),
    ...(exif ? namedSegment(0xe1, 'Exif\0\0', exif) : []),
    ...(xmp ? namedSegment(0xe1, XMP_NAME, xmp) : []),
    ...(iptc ? namedSegment(0xed, 'Photoshop 3.0\0', resource(iptc)) : []),
    ...(icc ? profileSegments(icc) : []),
    ...comments,
  ];
}

/** IPTC as an image resource of Photoshop's. */
function resource(iptc: Uint8Array): Uint8Array {
  // What a reader returns may be the resource already.
  if (Buffer.from(iptc.subarray(0, 4)).toString('latin1') === '8BIM') return iptc;
  if (Buffer.from(iptc.subarray(0, 14)).toString('latin1') === 'Photoshop 3.0\0') return iptc.subarray(14);
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, 8);
  return Buffer.concat([head, iptc, Buffer.alloc(iptc.length % 2)]);
}

/** Whether a JPEG has another picture behind the first, such as a gain map or a preview. */
export function hasSecondPicture({ format, bytes }: Original): boolean {
  return (
    format === 'jpeg' &&
    readSegments(bytes).segments.some((segment) => segment.marker === 0xe2 && startsWith(segment, 'MPF\0'))
  );
}
