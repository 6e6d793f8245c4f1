// Reads damaged pictures and masks, and writes what can be read:
//
//   npx tsx tools/pictures/measure-damaged.ts [FILES]      writes results/damaged.json
//
// Files of every format are cut off, have bytes turned, or claim to be huge. Each must be read or raise a typed error,
// within time and memory.
import { DualeditError, decodeMask, encodeLike, openPicture } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';
import { writeResults } from '../shared/results.js';

const FILES = Number(process.argv[2] ?? 3000);
const [MOST_SECONDS, MOST_BYTES] = [10, 1e9];

let state = 1;
/** A number below `limit`; the same sequence on every run. */
function random(limit: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

function noisy(channels: 1 | 3 | 4): Sharp {
  const [width, height] = [160, 120];
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 7 + random(40)) & 255);
  return sharp(data, { raw: { width, height, channels } });
}

const deep = Uint16Array.from({ length: 160 * 120 * 3 }, () => random(65_536));
const sources = await Promise.all([
  noisy(3).png().toBuffer(),
  noisy(4).png({ progressive: true }).toBuffer(),
  noisy(3).png({ palette: true }).toBuffer(),
  sharp(deep, { raw: { width: 160, height: 120, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer(),
  noisy(3)
    .withExif({ IFD0: { Copyright: 'x' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
    .jpeg()
    .toBuffer(),
  noisy(3).jpeg({ progressive: true }).withIccProfile('p3').toBuffer(),
  noisy(3).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
  noisy(4).webp().toBuffer(),
  noisy(3).webp({ lossless: true }).toBuffer(),
  noisy(3).tiff({ compression: 'lzw' }).toBuffer(),
  noisy(3).tiff({ compression: 'jpeg' }).toBuffer(),
  noisy(3).gif().toBuffer(),
  noisy(3).avif().toBuffer(),
]);

function damaged(index: number): Buffer {
  const bytes = Buffer.from(sources[index % sources.length]!);
  const head = Math.min(bytes.length, 400);
  switch (random(5)) {
    case 0:
      return bytes.subarray(0, random(bytes.length));
    case 1:
      for (let i = 0; i <= random(20); i++) bytes[random(bytes.length)] = random(256);
      return bytes;
    case 2:
      // The head says sizes, offsets and tables.
      for (let i = 0; i <= random(6); i++) bytes[random(head)] = random(256);
      return bytes;
    case 3:
      bytes.writeUInt32BE(0xffffffff, random(head - 4));
      return bytes;
    default:
      return Buffer.concat([bytes.subarray(0, random(bytes.length)), bytes.subarray(random(bytes.length))]);
  }
}

const codes: Record<string, number> = {};
const untyped: string[] = [];
let [read, slowest, largest, late] = [0, 0, 0, 0];
const count = (code: string) => {
  codes[code] = (codes[code] ?? 0) + 1;
};
for (let i = 0; i < FILES; i++) {
  const bytes = damaged(i);
  const start = performance.now();
  for (const work of [readAndWrite, decodeMask]) {
    try {
      await work(bytes);
      read++;
    } catch (error) {
      if (DualeditError.is(error)) count(error.code);
      else untyped.push(`${i}: ${(error as Error).message}`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  slowest = Math.max(slowest, seconds);
  if (seconds > MOST_SECONDS) late++;
  largest = Math.max(largest, process.memoryUsage().rss);
  if (i % 250 === 0) console.log(i, `${Math.round(largest / 1e6)} MB`, untyped.length);
}

/** As an edit that changes nothing does. */
async function readAndWrite(bytes: Uint8Array): Promise<void> {
  const { picture, original } = await openPicture(bytes);
  await encodeLike(original, { before: picture, after: picture }, { metadata: 'strip' });
}

writeResults('damaged', {
  files: FILES,
  formats: sources.length,
  read,
  codes,
  untyped,
  slowestSeconds: slowest,
  largestRssBytes: largest,
  late,
  withinMemory: largest <= MOST_BYTES,
  table: [
    '| damaged files | |',
    '| --- | --- |',
    `| files, each as picture and as mask | ${FILES} |`,
    `| read all the same | ${read} |`,
    `| refused with a typed error | ${Object.values(codes).reduce((sum, value) => sum + value, 0)} |`,
    `| any other error | ${untyped.length} |`,
    `| slowest | ${slowest.toFixed(1)} s |`,
    `| most memory of the process | ${Math.round(largest / 1e6)} MB |`,
  ],
});
