// Edits a box in real pictures and writes them as the same kind of file:
//
//   npx tsx tools/pictures/measure-round-trip.ts FOLDER [FILES] [MEGAPIXELS]      writes results/round-trip.json
//
// FOLDER holds pictures of any kinds, such as what Debian packages of wallpapers and icons install. Of files alike in
// format, depth, colors, alpha, profile and metadata a few are taken, largest first. No file is copied.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  DualeditError,
  type EncodedLike,
  encodeLike,
  fitMask,
  openPicture,
  type Picture,
} from '@dualedit/foundation';
import sharp from 'sharp';
import {
  describeOriginal,
  type Original,
  readSamples,
} from '../../packages/foundation/src/original/original.js';
import { writeResults } from '../shared/results.js';

const [folder, FILES] = [process.argv[2], Number(process.argv[3] ?? 90)];
if (folder === undefined) throw new Error('Name a folder of pictures.');
const LARGEST = Number(process.argv[4] ?? 25) * 1e6;
const PER_KIND = 6;
const EDIT = [200, 40, 60] as const;

interface Line {
  file: string;
  kind: string;
  /** Samples outside the mask that are not the original's. */
  changed: number;
  /** What of the kind is not as it was. */
  different: string[];
  said: string[];
  ok: boolean;
}

/** A mask in the middle. */
function boxOf({ width, height }: Picture) {
  const [left, top] = [Math.floor(width * 0.4), Math.floor(height * 0.4)];
  return {
    left,
    top,
    right: Math.max(left + 1, Math.ceil(width * 0.6)),
    bottom: Math.max(top + 1, Math.ceil(height * 0.6)),
  };
}

async function edited(picture: Picture): Promise<{ after: Picture; isInside: (pixel: number) => boolean }> {
  const { left, top, right, bottom } = boxOf(picture);
  const { width, height } = picture;
  const data = new Uint8Array(width * height);
  for (let y = top; y < bottom; y++) data.fill(255, y * width + left, y * width + right);
  const { mask } = await fitMask({ width, height, data }, picture, { name: 'box', isThing: true });
  const after = { ...picture, data: Uint8Array.from(picture.data) };
  for (let i = 0; i < data.length; i++) if (mask.data[i]! > 127) after.data.set(EDIT, i * 4);
  return { after, isInside: (pixel) => mask.data[pixel]! > 127 };
}

/** How many samples outside differ, in the file's own space; of another space, as both look in sRGB. */
async function countChanged(before: Original, made: EncodedLike, isInside: (pixel: number) => boolean) {
  const after = await describeOriginal(made.bytes);
  const isSame = before.colors === after.colors && before.depth === after.depth && before.colors !== 'other';
  const [a, b] = isSame
    ? [await readSamples(before), await readSamples(after)]
    : [await shown(before.bytes), await shown(made.bytes)];
  let changed = 0;
  for (let at = 0; at < a.data.length; at++)
    if (!isInside(Math.floor(at / a.channels)) && a.data[at] !== b.data[at]) changed++;
  return changed;
}

async function shown(bytes: Uint8Array) {
  return { ...(await openPicture(bytes)).picture, channels: 4 };
}

async function differences(before: Original, made: EncodedLike): Promise<string[]> {
  const after = await describeOriginal(made.bytes);
  const [a, b] = [await sharp(before.bytes).metadata(), await sharp(made.bytes).metadata()];
  const size = (facts: typeof a) => `${facts.autoOrient.width}×${facts.autoOrient.height}`;
  const facts: [string, unknown, unknown][] = [
    ['format', before.format, after.format],
    ['size', size(a), size(b)],
    ['colors', before.colors, after.colors],
    ['depth', before.depth, after.depth],
    ['bits', before.hasFewBits, after.hasFewBits],
    ['alpha', before.hasAlpha, after.hasAlpha],
    ['palette', before.isPalette, after.isPalette],
    ['frames', before.pages > 1, after.pages > 1],
    ['density', Math.round(before.density ?? 0), Math.round(after.density ?? 0)],
    ['profile', digest(before.icc), digest(after.icc)],
    ['exif', before.exif !== undefined, after.exif !== undefined],
    ['xmp', before.xmp !== undefined, after.xmp !== undefined],
    ['iptc', before.iptc !== undefined, after.iptc !== undefined],
    // Some of the original's are not read, behind its pixels.
    ['text', true, (b.comments?.length ?? 0) >= (a.comments?.length ?? 0)],
  ];
  return facts.flatMap(([name, mine, theirs]) => (mine === theirs ? [] : [name]));
}

const digest = (icc: Uint8Array | undefined) => icc && Buffer.from(icc).toString('base64').slice(-400);

/** What a note accounts for. */
const ACCOUNTS: Record<string, readonly string[]> = {
  'jpeg-reencodes': ['samples'],
  'avif-reencodes': ['samples'],
  'gif-to-png': ['format', 'palette'],
  'other-format': ['format'],
  'depth-lost': ['depth'],
  'float-lost': ['depth', 'colors', 'profile', 'samples'],
  'few-bits': ['bits'],
  'gray-alpha': ['colors', 'profile', 'bits'],
  'now-color': ['colors', 'profile', 'bits', 'palette'],
  'palette-lost': ['palette'],
  'space-lost': ['colors', 'profile', 'samples'],
  'first-frame': ['frames'],
  'first-page': ['frames'],
  'exif-lost': ['exif', 'xmp'],
  'iptc-lost': ['iptc'],
  'text-lost': ['text'],
};

async function roundTrip(path: string, kind: string): Promise<Line> {
  const { picture, original } = await openPicture(readFileSync(path));
  const { after, isInside } = await edited(picture);
  const made = await encodeLike(original, { before: picture, after });
  const said = made.notes.map((note) => note.kind);
  const changed = await countChanged(original, made, isInside);
  const different = [...(await differences(original, made)), ...(changed > 0 ? ['samples'] : [])];
  const accounted = new Set(said.flatMap((note) => ACCOUNTS[note] ?? []));
  const ok = different.every((what) => accounted.has(what));
  return { file: basename(path), kind, changed, different, said, ok };
}

/** The files of a folder, a few of each kind. */
async function chosen(): Promise<[path: string, kind: string][]> {
  const paths = (readdirSync(folder!, { recursive: true }) as string[])
    .map((name) => join(folder!, name))
    .filter((path) => /\.(png|jpe?g|tiff?|webp|gif|avif|ppm|bmp)$/i.test(path) && statSync(path).isFile())
    .toSorted((a, b) => statSync(b).size - statSync(a).size);
  const kinds = new Map<string, string[]>();
  for (const path of paths) {
    const found = await sharp(path)
      .metadata()
      .catch(() => undefined);
    if (!found || found.width * found.height > LARGEST) continue;
    const {
      format,
      space,
      depth,
      hasAlpha,
      isPalette,
      isProgressive,
      hasProfile,
      exif,
      pages,
      bitsPerSample,
    } = found;
    const kind = [
      format,
      space,
      depth,
      bitsPerSample,
      hasAlpha && 'alpha',
      isPalette && 'palette',
      isProgressive && 'interlaced',
      hasProfile && 'profile',
      exif && 'exif',
      pages && pages > 1 && 'frames',
    ]
      .filter(Boolean)
      .join(' ');
    const mine = kinds.get(kind) ?? [];
    if (mine.length < PER_KIND) kinds.set(kind, [...mine, path]);
  }
  return [...kinds]
    .flatMap(([kind, mine]) => mine.map((path): [string, string] => [path, kind]))
    .slice(0, FILES);
}

const lines: Line[] = [];
const refused: { file: string; code: string }[] = [];
for (const [path, kind] of await chosen()) {
  try {
    lines.push(await roundTrip(path, kind));
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    refused.push({ file: basename(path), code: error.code });
  }
  if (lines.length % 10 === 0) console.log(lines.length);
  const last = lines.at(-1);
  if (last && !last.ok) console.log(JSON.stringify(last));
}
const kinds = [...new Set(lines.map(({ kind }) => kind))];
const exact = lines.filter(({ changed }) => changed === 0).length;
writeResults('round-trip', {
  files: lines.length,
  kinds: kinds.length,
  exact,
  identical: lines.filter(({ different }) => different.length === 0).length,
  identicalOrSaid: lines.filter(({ ok }) => ok).length,
  refused,
  lines,
  table: [
    '| round trip of real files | |',
    '| --- | --- |',
    `| files, of kinds | ${lines.length}, ${kinds.length} |`,
    `| every sample outside the mask is the original's | ${exact} |`,
    `| and the kind is the same in all respects | ${lines.filter(({ different }) => different.length === 0).length} |`,
    `| or what is not is said | ${lines.filter(({ ok }) => ok).length} |`,
  ],
});
