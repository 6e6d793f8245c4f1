/** One segment of a JPEG file's head: its marker, such as 0xe1 for APP1, and what it holds. */
export interface Segment {
  marker: number;
  data: Uint8Array;
}

const [SOI, SOS, DQT, APP0] = [0xd8, 0xda, 0xdb, 0xe0];
/** Of one segment, without its length. */
const MOST_BYTES = 65_533;

/** The segments before the first scan, and where that begins. */
export function readSegments(jpeg: Uint8Array): { segments: Segment[]; scan: number } {
  const segments: Segment[] = [];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === SOS) break;
    const length = (jpeg[at + 2]! << 8) | jpeg[at + 3]!;
    segments.push({ marker, data: jpeg.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
  }
  return { segments, scan: at };
}

/** A JPEG file with other segments of metadata (APP0 to APP15 but APP14, and comments) than it has. */
export function withSegments(jpeg: Uint8Array, extra: readonly Segment[]): Uint8Array {
  const { segments, scan } = readSegments(jpeg);
  const all = [...extra, ...segments.filter(({ marker }) => !isMetadata(marker))];
  const parts = all.flatMap(({ marker, data }) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return [head, data];
  });
  return Buffer.concat([Buffer.from([0xff, SOI]), ...parts, jpeg.subarray(scan)]);
}

/** APP14 says how colors are stored, and belongs to the pixels. */
function isMetadata(marker: number): boolean {
  return (marker >= APP0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
}

/** Whether a segment begins with these letters. */
export function startsWith({ data }: Segment, letters: string): boolean {
  return Buffer.from(data.subarray(0, letters.length)).toString('latin1') === letters;
}

/** A segment with a name in front. Undefined if it is too large for one. */
export function namedSegment(marker: number, name: string, data: Uint8Array): Segment[] {
  if (name.length + data.length > MOST_BYTES) return [];
  return [{ marker, data: Buffer.concat([Buffer.from(name, 'latin1'), data]) }];
}

/** A color profile in as many APP2 segments as it takes (ICC.1, annex B.4). */
export function profileSegments(icc: Uint8Array): Segment[] {
  const size = MOST_BYTES - 14;
  const count = Math.ceil(icc.length / size);
  return Array.from({ length: count }, (_, i) => {
    const head = Buffer.from(`ICC_PROFILE\0${String.fromCharCode(i + 1, count)}`, 'latin1');
    return { marker: 0xe2, data: Buffer.concat([head, icc.subarray(i * size, (i + 1) * size)]) };
  });
}

/** Dots per inch, as JFIF says them. */
export function densitySegment(density: number): Segment {
  const data = Buffer.from('JFIF\0\x01\x01\x01\0\0\0\0\0\0', 'latin1');
  data.writeUInt16BE(Math.min(0xffff, Math.round(density)), 8);
  data.writeUInt16BE(Math.min(0xffff, Math.round(density)), 10);
  return { marker: APP0, data };
}

/** Luminance table of ITU-T T.81, annex K.1, at quality 50; the order does not matter here. */
const STANDARD = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/**
 * The quality (1 to 100) at which the tables of libjpeg come nearest to those of a file, finer rather than coarser.
 * Undefined if it has none.
 */
export function estimateQuality(jpeg: Uint8Array): number | undefined {
  const tables = readSegments(jpeg).segments.filter(({ marker }) => marker === DQT);
  const mine = tables.map(({ data }) => luminanceSum(data)).find((sum) => sum !== undefined);
  if (mine === undefined) return undefined;
  for (let quality = 1; quality < 100; quality++) if (sumAt(quality) <= mine) return quality;
  return 100;
}

/** The sum of table 0, which luminance uses, in a segment of tables. */
function luminanceSum(data: Uint8Array): number | undefined {
  for (let at = 0; at < data.length; ) {
    const [isWide, id] = [data[at]! >> 4 !== 0, data[at]! & 15];
    const bytes = isWide ? 128 : 64;
    if (id === 0) {
      let sum = 0;
      for (let i = 0; i < 64; i++)
        sum += isWide ? (data[at + 1 + 2 * i]! << 8) | data[at + 2 + 2 * i]! : data[at + 1 + i]!;
      return sum;
    }
    at += 1 + bytes;
  }
  return undefined;
}

function sumAt(quality: number): number {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return STANDARD.reduce(
    (sum, value) => sum + Math.min(255, Math.max(1, Math.floor((value * scale + 50) / 100))),
    0,
  );
}
