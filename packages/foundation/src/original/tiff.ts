import type { Samples } from './original.js';

const [SHORT, LONG, UNDEFINED] = [3, 4, 7];

/**
 * Samples of inks as an uncompressed TIFF in one strip: the simplest file that says so. Four inks, or five with alpha, of
 * 8 or 16 bits.
 */
export function cmykTiff({ width, height, channels, data }: Samples, icc?: Uint8Array): Uint8Array {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const bits = data.BYTES_PER_ELEMENT * 8;
  const profile = icc ?? new Uint8Array();
  const head = 8;
  const [bitsAt, profileAt] = [head + pixels.length, head + pixels.length + 2 * channels];
  const ifdAt = profileAt + profile.length + (profile.length % 2);
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, bitsAt],
    [259, SHORT, 1, 1],
    // Inks.
    [262, SHORT, 1, 5],
    [273, LONG, 1, head],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, pixels.length],
    ...(channels > 4 ? ([[338, SHORT, 1, 2]] as [number, number, number, number][]) : []),
    ...(icc ? ([[34675, UNDEFINED, icc.length, profileAt]] as [number, number, number, number][]) : []),
  ];
  const file = Buffer.alloc(ifdAt + 6 + 12 * entries.length);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(ifdAt, 4);
  pixels.copy(file, head);
  for (let i = 0; i < channels; i++) file.writeUInt16LE(bits, bitsAt + 2 * i);
  file.set(profile, profileAt);
  file.writeUInt16LE(entries.length, ifdAt);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = ifdAt + 2 + 12 * i;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    if (type === SHORT && count === 1) file.writeUInt16LE(value, at + 8);
    else file.writeUInt32LE(value, at + 8);
  }
  return file;
}
