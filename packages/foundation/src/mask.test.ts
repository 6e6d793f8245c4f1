import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeMask } from './mask.js';

const SIZE = 16;

/** One byte a pixel, 255 in a box at the middle. */
const expected = Uint8Array.from({ length: SIZE * SIZE }, (_, i) => {
  const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
  return x >= 4 && x < 12 && y >= 6 && y < 10 ? 255 : 0;
});

const raw = (channels: 1 | 3 | 4, of: (inside: boolean) => number[]) => {
  const data = Uint8Array.from(expected, Number);
  return sharp(Uint8Array.from([...data].flatMap((value) => of(value > 127))), {
    raw: { width: SIZE, height: SIZE, channels },
  });
};
const grey = () => raw(1, (inside) => [inside ? 255 : 0]);

describe('a mask picture of any kind', () => {
  it.each([
    ['8-bit grey', () => grey().toColourspace('b-w').png()],
    ['16-bit grey', () => grey().toColourspace('grey16').png()],
    ['1-bit palette', () => grey().png({ palette: true, colours: 2 })],
    ['RGB', () => raw(3, (inside) => (inside ? [255, 255, 255] : [0, 0, 0])).png()],
    [
      '16-bit RGB',
      () =>
        raw(3, (inside) => (inside ? [255, 255, 255] : [0, 0, 0]))
          .toColourspace('rgb16')
          .png(),
    ],
    ['opaque RGBA', () => raw(4, (inside) => (inside ? [255, 255, 255, 255] : [0, 0, 0, 255])).png()],
    ['alpha, whatever the colours', () => raw(4, (inside) => [90, 20, 30, inside ? 255 : 0]).png()],
    [
      '16-bit alpha',
      () =>
        raw(4, (inside) => [90, 20, 30, inside ? 255 : 0])
          .toColourspace('rgb16')
          .png(),
    ],
    ['alpha in a palette', () => raw(4, (inside) => [90, 20, 30, inside ? 255 : 0]).png({ palette: true })],
    [
      'lossless WebP with alpha',
      () => raw(4, (inside) => [9, 20, 30, inside ? 255 : 0]).webp({ lossless: true }),
    ],
  ])('%s', async (_, make) => {
    const mask = await decodeMask(await make().toBuffer());
    expect(mask).toMatchObject({ width: SIZE, height: SIZE });
    expect(Buffer.from(mask.data).equals(Buffer.from(expected))).toBe(true);
  });

  it('keeps what lies between inside and outside', async () => {
    const bytes = await raw(1, (inside) => [inside ? 128 : 64])
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect(new Set((await decodeMask(bytes)).data)).toEqual(new Set([128, 64]));
  });

  it('refuses what is no picture', async () => {
    await expect(decodeMask(Buffer.from('no picture'))).rejects.toMatchObject({ code: 'mask-unreadable' });
  });
});
