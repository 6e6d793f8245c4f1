import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodeLike } from './encode-like.js';
import { openPicture } from './open-picture.js';
import { describeOriginal, readSamples } from './original.js';

/** A PNG of gray and alpha, byte by byte: the codec writes none. */
async function grayWithAlpha(deep: boolean): Promise<Buffer> {
  const bytes = deep ? 4 : 2;
  const rows = Array.from({ length: 48 }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: 64 * bytes }, (_, x) => (Math.imul(y * 977 + x, 2_654_435_761) >>> 24) & 255),
    ]),
  );
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 48, deep ? 16 : 8, 4, 0, 0, 0]);
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const pixels = deflateSync(Buffer.concat(rows));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array()),
  ]);
}

it.each([false, true])(
  'gray with alpha keeps both in color samples, and that is said (16 bits: %s)',
  async (deep) => {
    const before = await grayWithAlpha(deep);
    expect(await sharp(before).metadata()).toMatchObject({ channels: 2, hasAlpha: true });
    const { picture, original } = await openPicture(before);
    const after = { ...picture, data: Uint8Array.from(picture.data) };
    after.data.set([90, 92, 91], 0);
    const { bytes, notes } = await encodeLike(original, { before: picture, after });
    expect(notes.map(({ kind }) => kind)).toEqual(['gray-alpha']);
    expect(await sharp(bytes).metadata()).toMatchObject({ channels: 4, depth: deep ? 'ushort' : 'uchar' });
    const inColor = async (file: Uint8Array) =>
      (await readSamples({ ...(await describeOriginal(file)), colors: 'rgb' })).data;
    const [a, b] = [await inColor(before), await inColor(bytes)];
    expect(a).toHaveLength(64 * 48 * 4);
    expect([...a.keys()].filter((at) => at >= 4 && a[at] !== b[at])).toEqual([]);
    expect(new Set(a.filter((_, at) => at % 4 === 3)).size).toBeGreaterThan(50);
  },
);
