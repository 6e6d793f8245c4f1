import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Picture, PictureFormat } from '../picture.js';
import { encodeLike } from './encode-like.js';
import { editedExif } from './exif.js';
import { estimateQuality } from './jpeg.js';
import type { MetadataMode } from './metadata.js';
import { openPicture } from './open-picture.js';
import { describeOriginal, readSamples } from './original.js';
import { keywordOf, readChunks } from './png.js';

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`__fixtures__/${name}`, import.meta.url)));
const metadataOf = (bytes: Uint8Array): Promise<Metadata> => sharp(bytes).metadata();

/** A box of the picture in the color of an edit. */
const BOX = { left: 20, top: 10, width: 12, height: 9 };
const isInside = (x: number, y: number) =>
  x >= BOX.left && x < BOX.left + BOX.width && y >= BOX.top && y < BOX.top + BOX.height;

function painted(picture: Picture, color: readonly [number, number, number]): Picture {
  const data = Uint8Array.from(picture.data);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) if (isInside(x, y)) data.set(color, (y * picture.width + x) * 4);
  return { ...picture, data };
}

interface Asked {
  format?: PictureFormat;
  metadata?: MetadataMode;
  color?: readonly [number, number, number];
}

async function edited(bytes: Uint8Array, { color = [200, 30, 40], ...options }: Asked = {}) {
  const { picture, original } = await openPicture(bytes);
  const after = painted(picture, color);
  return { ...(await encodeLike(original, { before: picture, after }, options)), original, after };
}

/** How many samples outside the edit are not the original's, in its own color space. */
async function changedSamples(before: Uint8Array, after: Uint8Array): Promise<number> {
  const [a, b] = [
    await readSamples(await describeOriginal(before)),
    await readSamples(await describeOriginal(after)),
  ];
  expect([b.width, b.height, b.channels, b.colors]).toEqual([a.width, a.height, a.channels, a.colors]);
  let count = 0;
  a.data.forEach((value, at) => {
    const pixel = Math.floor(at / a.channels);
    if (!isInside(pixel % a.width, Math.floor(pixel / a.width)) && value !== b.data[at]) count++;
  });
  return count;
}

const codes = ({ notes }: { notes: { kind: string }[] }) => notes.map(({ kind }) => kind);

/** A picture with many colors, 64×48. */
function noisy(channels: 1 | 2 | 3 | 4, deep = false): Sharp {
  const count = 64 * 48 * channels;
  const value = (i: number) => (Math.imul(i, 2_654_435_761) >>> 0) % (deep ? 65_536 : 256);
  const data = deep
    ? Uint16Array.from({ length: count }, (_, i) => value(i))
    : Uint8Array.from({ length: count }, (_, i) => value(i));
  const space = channels < 3 ? (deep ? 'grey16' : 'b-w') : deep ? 'rgb16' : 'srgb';
  return sharp(data, { raw: { width: 64, height: 48, channels } }).toColourspace(space);
}

describe('an edited picture outside the edit', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['Display P3', () => fixture('display-p3.png')],
    ['16 bits', () => fixture('rgb16.png')],
    ['text and 300 dpi', () => fixture('text-chunks-300dpi.png')],
    ['alpha', () => fixture('alpha-half.png')],
    ['16 bits and alpha', () => noisy(4, true).png().toBuffer()],
    ['8 bits, interlaced', () => noisy(3).png({ progressive: true }).toBuffer()],
    ['WebP', () => noisy(3).webp({ quality: 60 }).toBuffer()],
    ['WebP with alpha', () => noisy(4).webp({ lossless: true }).toBuffer()],
    ['TIFF', () => noisy(3).tiff({ compression: 'lzw' }).toBuffer()],
    ['TIFF of 16 bits', () => noisy(3, true).tiff({ compression: 'deflate' }).toBuffer()],
    ['CMYK', () => noisy(3).toColourspace('cmyk').withIccProfile('cmyk').tiff().toBuffer()],
  ])('has the samples, the depth and the profile of the original: %s', async (_, make) => {
    const before = await make();
    const { bytes, format, original, notes } = await edited(before);
    expect(await changedSamples(before, bytes)).toBe(0);
    expect(notes).toEqual([]);
    const [a, b] = [await metadataOf(before), await metadataOf(bytes)];
    expect(format).toBe(original.format);
    for (const key of ['width', 'height', 'space', 'depth', 'channels', 'hasAlpha', 'isProgressive'] as const)
      expect(b[key], key).toBe(a[key]);
    expect(b.icc?.equals(a.icc!)).toBe(a.icc ? true : undefined);
  });

  it.each<[string, 1 | 2, boolean]>([
    ['gray', 1, false],
    ['gray of 16 bits', 1, true],
  ])('stays %s if the edit is', async (_, channels, deep) => {
    const before = await noisy(channels, deep).png().toBuffer();
    const made = await edited(before, { color: [90, 92, 91] });
    expect(await changedSamples(before, made.bytes)).toBe(0);
    expect(codes(made)).toEqual([]);
    expect((await metadataOf(made.bytes)).space).toBe(deep ? 'grey16' : 'b-w');
  });

  it('becomes color where a gray picture is edited in color, and that is said', async () => {
    const before = await noisy(1).png().toBuffer();
    const made = await edited(before);
    expect(codes(made)).toEqual(['now-color']);
    const [{ data: gray }, { data: rgb, channels }] = [
      await readSamples(await describeOriginal(before)),
      await readSamples(await describeOriginal(made.bytes)),
    ];
    expect(channels).toBe(3);
    expect([...rgb.subarray(0, 6)]).toEqual([gray[0], gray[0], gray[0], gray[1], gray[1], gray[1]]);
  });

  it('keeps its palette if the edit fits into it, and says so if not', async () => {
    const flat = sharp({ create: { width: 64, height: 48, channels: 3, background: '#3366cc' } });
    const small = await edited(await flat.png({ palette: true }).toBuffer());
    expect(await metadataOf(small.bytes)).toMatchObject({ isPalette: true });
    expect(codes(small)).toEqual([]);
    const full = await noisy(3).png({ palette: true, colours: 256 }).toBuffer();
    const made = await edited(full, { color: [1, 2, 3] });
    const { isPalette } = await metadataOf(made.bytes);
    expect(codes(made)).toEqual(isPalette ? [] : ['palette-lost']);
  });
});

describe('an edited pixel', () => {
  it('looks as it was drawn, whatever the profile', async () => {
    for (const name of ['display-p3.png', 'rgb16.png']) {
      const { bytes, after } = await edited(fixture(name), { color: [70, 120, 160] });
      const { data } = (await openPicture(bytes)).picture;
      const at = (BOX.top * after.width + BOX.left) * 4;
      for (let channel = 0; channel < 3; channel++)
        expect(Math.abs(data[at + channel]! - after.data[at + channel]!)).toBeLessThanOrEqual(3);
    }
  });

  it('keeps what 8 bits cannot say if it changes by little', async () => {
    const before = fixture('rgb16.png');
    const { picture, original } = await openPicture(before);
    const after = { ...picture, data: Uint8Array.from(picture.data) };
    after.data[0]! -= 1;
    const { bytes } = await encodeLike(original, { before: picture, after });
    const [a, b] = [await readSamples(original), await readSamples(await describeOriginal(bytes))];
    expect(a.data[0]! - b.data[0]!).toBeGreaterThan(200);
    expect(a.data[0]! - b.data[0]!).toBeLessThan(320);
  });
});

describe('JPEG', () => {
  it.each([35, 75, 83, 95, 100])(
    'comes back with its quality (%i) and subsampling, and one line',
    async (quality) => {
      const before = await noisy(3)
        .jpeg({ quality, chromaSubsampling: '4:2:0', progressive: true })
        .toBuffer();
      expect(estimateQuality(before)).toBe(quality);
      const made = await edited(before);
      expect(codes(made)).toEqual(['jpeg-reencodes']);
      expect(estimateQuality(made.bytes)).toBe(quality);
      expect(await metadataOf(made.bytes)).toMatchObject({
        format: 'jpeg',
        chromaSubsampling: '4:2:0',
        isProgressive: true,
      });
    },
  );

  it('never subsamples more than the original', async () => {
    const before = await noisy(3).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
    expect(await metadataOf((await edited(before)).bytes)).toMatchObject({ chromaSubsampling: '4:4:4' });
  });

  it('is exact as PNG on request', async () => {
    const before = fixture('scene.jpg');
    const made = await edited(before, { format: 'png' });
    expect(codes(made)).toEqual([]);
    expect(await changedSamples(before, made.bytes)).toBe(0);
  });

  it('in CMYK comes back in CMYK', async () => {
    const before = await noisy(3).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    expect(await metadataOf((await edited(before)).bytes)).toMatchObject({ space: 'cmyk', channels: 4 });
  });
});

/** A photograph as a camera writes it, on its side. */
async function photo(): Promise<Buffer> {
  return noisy(3)
    .withExif({
      IFD0: { Copyright: 'Ada', Model: 'Camera One', Orientation: '6' },
      IFD2: { BodySerialNumber: 'SN-123456', DateTimeOriginal: '2026:01:02 03:04:05' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF tiff:Orientation="6" exif:GPSLatitude="51,30N"/></x:xmpmeta>',
    )
    .withDensity(240)
    .withMetadata({ orientation: 6, density: 240 })
    .jpeg()
    .toBuffer();
}

describe('metadata', () => {
  it.each<PictureFormat>(['jpeg', 'png', 'webp'])('stays in %s, upright', async (format) => {
    const before = await photo();
    expect((await metadataOf(before)).orientation).toBe(6);
    const { bytes } = await edited(before, { format });
    const { exif, xmp, orientation, width, height } = await metadataOf(bytes);
    expect([orientation, width, height]).toEqual([1, 48, 64]);
    for (const word of ['Ada', 'Camera One', 'SN-123456', '2026:01:02'])
      expect(exif!.toString('latin1')).toContain(word);
    expect(exif!.toString('latin1')).toContain('N\0');
    expect(xmp!.toString()).toContain('tiff:Orientation="1"');
    expect(xmp!.toString()).toContain('GPSLatitude');
  });

  it('stripped, keeps what is the picture’s and nothing that tells where and with what', async () => {
    const { bytes } = await edited(await photo(), { metadata: 'strip' });
    const { exif, xmp, orientation } = await metadataOf(bytes);
    expect(orientation).toBe(1);
    expect(exif!.toString('latin1')).toContain('Ada');
    for (const word of ['SN-123456', 'GPSLatitude']) expect(Buffer.from(bytes).includes(word)).toBe(false);
    expect(xmp).toBeUndefined();
    const gps = await sharp(bytes).metadata();
    expect(gps.exif!.includes(Buffer.from([0x9e, 0x0c, 0, 0]))).toBe(false);
  });

  it('is gone with none, but for the profile', async () => {
    const { bytes } = await edited(await photo(), { metadata: 'none' });
    expect((await metadataOf(bytes)).exif).toBeUndefined();
    const p3 = await edited(fixture('display-p3.png'), { metadata: 'none' });
    expect((await metadataOf(p3.bytes)).hasProfile).toBe(true);
  });

  it('keeps dots per inch and texts of a PNG, and the texts of programs only if nothing is stripped', async () => {
    const before = fixture('text-chunks-300dpi.png');
    const keywords = (bytes: Uint8Array) =>
      readChunks(bytes).flatMap((chunk) => (chunk.type === 'tEXt' ? [keywordOf(chunk)] : []));
    const kept = await edited(before);
    expect((await metadataOf(kept.bytes)).density).toBe(300);
    expect(keywords(kept.bytes)).toEqual(keywords(before));
    const stripped = await edited(before, { metadata: 'strip' });
    expect((await metadataOf(stripped.bytes)).density).toBe(300);
    expect(keywords(stripped.bytes)).not.toContain('parameters');
    expect((await metadataOf((await edited(before, { metadata: 'none' })).bytes)).density).toBe(72);
  });

  it('stays at its dots per inch in every format', async () => {
    for (const format of ['png', 'jpeg', 'tiff'] as const) {
      const { bytes } = await edited(fixture('text-chunks-300dpi.png'), { format });
      expect((await metadataOf(bytes)).density, format).toBe(300);
    }
  });

  it('of an edited picture has no thumbnail of the old one', () => {
    const tiff = Buffer.alloc(64);
    tiff.write('II*\0', 0, 'latin1');
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(0, 8);
    tiff.writeUInt32LE(14, 10);
    tiff.writeUInt16LE(2, 14);
    for (const [i, [tag, value]] of [
      [0x0201, 50],
      [0x0202, 9],
    ].entries()) {
      tiff.writeUInt16LE(tag!, 16 + 12 * i);
      tiff.writeUInt16LE(4, 18 + 12 * i);
      tiff.writeUInt32LE(1, 20 + 12 * i);
      tiff.writeUInt32LE(value!, 24 + 12 * i);
    }
    tiff.write('THUMBNAIL', 50, 'latin1');
    const exif = Buffer.from(editedExif(tiff, { strip: false })!);
    expect(exif.includes('THUMBNAIL')).toBe(false);
    expect(exif.readUInt32LE(10)).toBe(0);
  });

  it('that is damaged is left out, and that is said', async () => {
    expect(editedExif(Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1'), { strip: true })).toBeUndefined();
    expect(editedExif(Buffer.from('no'), { strip: false })).toBeUndefined();
  });
});

describe('what a format cannot hold', () => {
  it.each<[string, () => Promise<Uint8Array>, PictureFormat, string[]]>([
    ['16 bits in WebP', () => noisy(3, true).png().toBuffer(), 'webp', ['depth-lost']],
    ['alpha in JPEG', () => noisy(4).png().toBuffer(), 'jpeg', ['jpeg-reencodes', 'alpha-lost']],
    [
      'CMYK in PNG',
      () => noisy(3).toColourspace('cmyk').withIccProfile('cmyk').tiff().toBuffer(),
      'png',
      ['space-lost'],
    ],
    ['many colors in GIF', () => noisy(3).png().toBuffer(), 'gif', ['gif-colors']],
    ['a lossless AVIF', () => noisy(3).avif({ quality: 50 }).toBuffer(), 'avif', ['avif-reencodes']],
  ])('is said: %s', async (_, make, format, expected) => {
    const made = await edited(await make(), { format });
    expect(codes(made)).toEqual(expected);
    expect((await metadataOf(made.bytes)).format).toBe(format === 'avif' ? 'heif' : format);
  });
});
