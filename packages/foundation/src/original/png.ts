import { crc32 } from 'node:zlib';

/** One chunk of a PNG file. */
export interface Chunk {
  type: string;
  data: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Chunks that make the picture itself. */
const OF_PICTURE = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** The chunks of a PNG file, up to the first that is cut off. */
export function readChunks(png: Uint8Array): Chunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) break;
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** A PNG file with the pixels of another, and these chunks as its only further ones. */
export function withChunks(png: Uint8Array, extra: readonly Chunk[]): Uint8Array {
  const [header, ...rest] = readChunks(png).filter(({ type }) => OF_PICTURE.has(type));
  return Buffer.concat([SIGNATURE, ...[header!, ...extra, ...rest].flatMap(encodeChunk)]);
}

/** Text of any language under a keyword (`iTXt`), not compressed. */
export function textChunk(keyword: string, text: string | Uint8Array): Chunk {
  const head = Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1');
  return { type: 'iTXt', data: Buffer.concat([head, Buffer.from(text as Uint8Array)]) };
}

/** The keyword of a text chunk. */
export function keywordOf({ data }: Chunk): string {
  return Buffer.from(data.subarray(0, data.indexOf(0))).toString('latin1');
}

function encodeChunk({ type, data }: Chunk): Uint8Array[] {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(data, crc32(head.subarray(4))));
  return [head, data, check];
}
