import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  cropPicture,
  decodePicture,
  encodePicture,
  type Picture,
  type PictureFormat,
  resizePicture,
} from './picture.js';

/** Any small picture, translucent pixels and colours under full transparency included. */
const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data): Picture => ({ width, height, data })),
  );

function sharpOf({ width, height, data }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** One colour, 8×6. */
function flat(...color: number[]): Picture {
  const data = Uint8Array.from({ length: 8 * 6 * 4 }, (_, i) => color[i % 4] ?? 255);
  return { width: 8, height: 6, data };
}

function expectNear(picture: Picture, color: number[], tolerance: number): void {
  for (let i = 0; i < picture.data.length; i++) {
    expect(Math.abs(picture.data[i]! - (color[i % 4] ?? 255))).toBeLessThanOrEqual(tolerance);
  }
}

describe('a picture that comes back from a file', () => {
  it.each<PictureFormat>(['png', 'webp'])(
    'is the same in every byte from %s, also where it is transparent',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(pictures, async (picture) => {
          expect(await decodePicture(await encodePicture(picture, format))).toEqual({
            ...picture,
            data: Buffer.from(picture.data),
          });
        }),
        { numRuns: 40 },
      );
    },
  );

  it('is close from JPEG, on white where it was transparent', async () => {
    const jpeg = await encodePicture(flat(200, 40, 60, 128), 'jpeg');
    expectNear(await decodePicture(jpeg), [227, 147, 157, 255], 3);
  });

  it('says sRGB, for that is what its numbers are', async () => {
    const { icc, space } = await sharp(await encodePicture(flat(1, 2, 3))).metadata();
    expect(icc).toBeUndefined();
    expect(space).toBe('srgb');
  });
});

describe('decoding', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns a photo upright by its EXIF orientation, %i',
    async (orientation) => {
      // Red in the corner that must come out top left, on grey.
      const upright = flat(90, 90, 90);
      for (let y = 0; y < 2; y++) for (let x = 0; x < 2; x++) upright.data.set([255, 0, 0], (y * 8 + x) * 4);
      const stored = await turned(upright, orientation);
      const photo = await stored.withMetadata({ orientation }).png().toBuffer();
      const decoded = await decodePicture(photo);
      expect([decoded.width, decoded.height]).toEqual([8, 6]);
      expect([...decoded.data]).toEqual([...upright.data]);
    },
  );

  it('converts wide colours to sRGB by their profile', async () => {
    const color = [180, 60, 50];
    const p3 = await sharpOf(flat(...color))
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const untouched = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    expect(Math.abs(untouched[0]! - color[0]!)).toBeGreaterThan(5);
    expectNear(await decodePicture(p3), color, 2);
  });

  it.each<[string, (image: Sharp) => Sharp, number[], number]>([
    ['16 bits a channel', (image) => image.toColourspace('rgb16').png(), [180, 60, 50, 128], 1],
    ['CMYK', (image) => image.flatten().toColourspace('cmyk').jpeg({ quality: 100 }), [90, 90, 90, 255], 20],
    ['grey', (image) => image.removeAlpha().greyscale().png(), [90, 90, 90, 255], 2],
    ['a palette', (image) => image.png({ palette: true }), [180, 60, 50, 128], 2],
    ['AVIF', (image) => image.avif({ quality: 90 }), [180, 60, 50, 128], 6],
    ['TIFF', (image) => image.tiff({ compression: 'lzw' }), [180, 60, 50, 128], 1],
    ['GIF', (image) => image.flatten().gif(), [90, 90, 90, 255], 4],
  ])('reads %s', async (_, write, color, tolerance) => {
    const file = await write(sharpOf(flat(...color))).toBuffer();
    expectNear(await decodePicture(file), color, tolerance);
  });
});

describe('what is no picture', () => {
  const unreadable = { code: 'picture-unreadable', hint: expect.stringMatching(/PNG/) };

  it('is refused, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(decodePicture(bytes)).rejects.toMatchObject(unreadable);
      }),
      { numRuns: 60 },
    );
  });

  it.each<PictureFormat>(['png', 'jpeg', 'webp'])('is refused as a %s that was cut short', async (format) => {
    const noisy = { ...flat(), data: Uint8Array.from({ length: 8 * 6 * 4 }, (_, i) => (i * 97) % 256) };
    const whole = await encodePicture(await resizePicture(noisy, 64, 48), format);
    for (const share of [0.1, 0.5, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      await expect(decodePicture(cut)).rejects.toMatchObject(unreadable);
    }
  });

  it('is refused as a drawing, which may name other files', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';
    await expect(decodePicture(Buffer.from(svg))).rejects.toMatchObject({ code: 'picture-format' });
  });

  it('is refused before its pixels are decoded where it says that it has too many', async () => {
    const png = Buffer.from(await encodePicture(flat(1, 2, 3)));
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(50_000, 20);
    await expect(decodePicture(withHeaderSum(png))).rejects.toMatchObject({
      code: 'picture-too-large',
      received: { width: 60_000, height: 50_000 },
    });
    await expect(decodePicture(await encodePicture(flat()), { maxPixels: 47 })).rejects.toMatchObject({
      code: 'picture-too-large',
    });
    await expect(decodePicture(await encodePicture(flat()), { maxPixels: 48 })).resolves.toBeDefined();
  });
});

it('cuts out what scaling up and down leaves in place', async () => {
  const picture = flat(10, 20, 30, 255);
  expect(await resizePicture(picture, 8, 6)).toBe(picture);
  expectNear(
    cropPicture(await resizePicture(picture, 80, 60), { left: 70, top: 3, width: 4, height: 5 }),
    [10, 20, 30],
    1,
  );
});

/** The pixels as a camera would store them, so that `orientation` turns them upright. */
async function turned(upright: Picture, orientation: number): Promise<Sharp> {
  const degrees = { 3: 180, 5: 270, 6: 270, 7: 90, 8: 90 }[orientation] ?? 0;
  const rotated = sharp(await sharpOf(upright).rotate(degrees).png().toBuffer());
  if (orientation === 2) return rotated.flop();
  return [4, 5, 7].includes(orientation) ? rotated.flip() : rotated;
}

/** Puts the right checksum behind a PNG's header. */
function withHeaderSum(png: Buffer): Buffer {
  let sum = 0xffffffff;
  for (const byte of png.subarray(12, 29)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  png.writeUInt32BE((sum ^ 0xffffffff) >>> 0, 29);
  return png;
}
