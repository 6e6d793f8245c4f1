/** One chunk of a WebP file, by its four letters. */
interface Chunk {
  type: string;
  data: Uint8Array;
}

/** What a WebP file may hold besides pixels. */
export interface WebpMetadata {
  icc?: Uint8Array | undefined;
  exif?: Uint8Array | undefined;
  xmp?: Uint8Array | undefined;
}

/** Bits of the extended header's first byte. */
const [HAS_ICC, HAS_ALPHA, HAS_EXIF, HAS_XMP] = [0x20, 0x10, 0x08, 0x04];

/** A WebP file of one frame with the metadata given, and no other. */
export function withMetadata(
  webp: Uint8Array,
  size: { width: number; height: number; hasAlpha: boolean },
  { icc, exif, xmp }: WebpMetadata,
): Uint8Array {
  const pixels = readChunks(webp).filter(({ type }) => ['ALPH', 'VP8 ', 'VP8L'].includes(type));
  if (!icc && !exif && !xmp) return webp;
  const header = Buffer.alloc(10);
  header[0] =
    (icc ? HAS_ICC : 0) | (size.hasAlpha ? HAS_ALPHA : 0) | (exif ? HAS_EXIF : 0) | (xmp ? HAS_XMP : 0);
  header.writeUIntLE(size.width - 1, 4, 3);
  header.writeUIntLE(size.height - 1, 7, 3);
  const chunks: Chunk[] = [
    { type: 'VP8X', data: header },
    ...(icc ? [{ type: 'ICCP', data: icc }] : []),
    ...pixels,
    ...(exif ? [{ type: 'EXIF', data: exif }] : []),
    ...(xmp ? [{ type: 'XMP ', data: xmp }] : []),
  ];
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks.flatMap(encodeChunk)]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function readChunks(webp: Uint8Array): Chunk[] {
  const bytes = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    chunks.push({
      type: bytes.toString('latin1', at, at + 4),
      data: bytes.subarray(at + 8, at + 8 + length),
    });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function encodeChunk({ type, data }: Chunk): Uint8Array[] {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return [head, data, Buffer.alloc(data.length % 2)];
}
