import type { Mask, Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { chooseSquare, cutSquare } from './square.js';

const SIZE = 16;

/** Bytes that differ from pixel to pixel, alpha too, so that a pixel out of place is seen. */
function noise(width: number, height: number, seed: number, alpha?: number): Picture {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 && alpha !== undefined ? alpha : Math.imul(i + seed, 2654435761) >>> 24,
  );
  return { width, height, data };
}

/** Any mask with a pixel in it: soft values, specks, holes. */
const masks = fc
  .tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 32 }))
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      boxes: fc.array(
        fc.tuple(fc.nat(width - 1), fc.nat(height - 1), fc.integer({ min: 1, max: 20 }), fc.nat(255)),
        { minLength: 1, maxLength: 4 },
      ),
      sure: fc.nat(width * height - 1),
    }),
  )
  .map(({ width, height, boxes, sure }): Mask => {
    const data = new Uint8Array(width * height);
    for (const [left, top, side, value] of boxes) {
      for (let y = top; y < Math.min(height, top + side); y++) {
        data.fill(value, y * width + left, y * width + Math.min(width, left + side));
      }
    }
    data[sure] = 255;
    return { width, height, data };
  });

/** Steps, diagonal ones too, from each pixel to the nearest inside the mask. */
function distances({ width, height, data }: Mask): number[] {
  const inside = [...data.keys()].filter((i) => data[i]! > 127);
  return Array.from({ length: width * height }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (const j of inside) {
      const dx = Math.abs((i % width) - (j % width));
      const dy = Math.abs(Math.floor(i / width) - Math.floor(j / width));
      least = Math.min(least, Math.max(dx, dy));
    }
    return least;
  });
}

const layer = (mask: Mask, isSameShape: boolean) => ({ mask, isSameShape, isSoft: false });

/** Positions of bytes that differ by more than `tolerance`. */
function differing(a: Picture, b: Picture, tolerance = 0): number[] {
  return [...a.data.keys()].filter((i) => Math.abs(a.data[i]! - b.data[i]!) > tolerance);
}

describe('pasting into any picture', () => {
  it('leaves every byte beyond the seam, and all of alpha, as they were', async () => {
    await fc.assert(
      fc.asyncProperty(masks, fc.boolean(), fc.nat(999), async (mask, keepsShape, seed) => {
        const original = noise(mask.width, mask.height, seed);
        const before = { ...original, data: Uint8Array.from(original.data) };
        const region = chooseSquare(original, mask, SIZE);
        const { picture, maxChangeOutside } = await compose({
          original,
          region,
          layers: [layer(mask, keepsShape)],
          old: mask,
          edited: noise(SIZE, SIZE, seed + 1, 255),
          reconstruction: noise(SIZE, SIZE, seed + 2, 255),
        });
        expect(maxChangeOutside).toBe(0);
        expect(differing(original, before)).toEqual([]);
        const seam = Math.max(1, Math.round((2 * region.side) / SIZE));
        const distance = distances(mask);
        const isKept = (i: number) => i % 4 === 3 || distance[i >> 2]! > 2 * seam;
        expect(differing(picture, before).filter(isKept)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves every byte of what is kept, also inside the mask', async () => {
    await fc.assert(
      fc.asyncProperty(masks, masks, fc.boolean(), fc.nat(999), async (mask, other, keepsShape, seed) => {
        const original = noise(mask.width, mask.height, seed);
        const kept = { ...mask, data: mask.data.map((_, i) => other.data[i % other.data.length]!) };
        const { picture } = await compose({
          original,
          region: chooseSquare(original, mask, SIZE),
          layers: [layer(mask, keepsShape)],
          old: mask,
          kept,
          edited: noise(SIZE, SIZE, seed + 1, 255),
          reconstruction: noise(SIZE, SIZE, seed + 2, 255),
        });
        expect(differing(picture, original).filter((i) => kept.data[i >> 2]! > 127)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('takes as much as a soft mask says, and fades over the feather that was asked for', async () => {
    const plain = (side: number, value: number): Picture => ({
      width: side,
      height: side,
      data: new Uint8Array(side * side * 4).fill(value),
    });
    const mask = { width: 64, height: 64, data: new Uint8Array(64 * 64) };
    for (let y = 0; y < 64; y++)
      mask.data.fill(102, y * 64 + 10, y * 64 + 20).fill(255, y * 64 + 20, y * 64 + 30);
    const request = {
      original: plain(64, 0),
      region: { left: 0, top: 0, side: 64 },
      old: mask,
      edited: plain(SIZE, 255),
      reconstruction: plain(SIZE, 0),
    };
    const red = ({ data }: Picture, x: number) => data[(32 * 64 + x) * 4]!;
    const soft = await compose({ ...request, layers: [{ mask, isSameShape: false, isSoft: true }] });
    expect([5, 15, 25, 35].map((x) => red(soft.picture, x))).toEqual([0, 102, 255, 0]);
    const wide = await compose({ ...request, layers: [layer(mask, false)], feather: 20 });
    expect(red(wide.picture, 29 + 18)).toBeGreaterThan(0);
    expect(red(wide.picture, 29 + 21)).toBe(0);
    const none = await compose({ ...request, layers: [layer(mask, false)], feather: 0 });
    expect([19, 20, 29, 30].map((x) => red(none.picture, x))).toEqual([0, 255, 255, 0]);
  });

  it('pastes a new shape with the detail that an upscaler drew, and adds a new color as before', async () => {
    const mask = { width: 64, height: 64, data: new Uint8Array(64 * 64).fill(255) };
    const flat = (side: number, value: number): Picture => ({
      width: side,
      height: side,
      data: new Uint8Array(side * side * 4).fill(value),
    });
    const striped = flat(64, 255);
    for (let i = 0; i < 64 * 64; i++) if (i % 2 === 0) striped.data.fill(155, i * 4, i * 4 + 3);
    const request = {
      original: flat(64, 0),
      region: { left: 0, top: 0, side: 64 },
      old: mask,
      edited: flat(SIZE, 205),
      reconstruction: flat(SIZE, 0),
      detailed: striped,
    };
    const red = ({ data }: Picture, x: number) => data[(32 * 64 + x) * 4]!;
    const shape = await compose({ ...request, layers: [layer(mask, false)] });
    expect([30, 31, 32, 33].map((x) => red(shape.picture, x))).toEqual([155, 255, 155, 255]);
    const plain = await compose({ ...request, detailed: undefined, layers: [layer(mask, false)] });
    for (const x of [30, 31, 32, 33]) expect(Math.abs(red(plain.picture, x) - 205)).toBeLessThanOrEqual(1);
  });

  it('fades over the whole seam, to the last pixel of it', async () => {
    const mask = { width: 96, height: 96, data: new Uint8Array(96 * 96) };
    for (let y = 40; y < 56; y++) mask.data.fill(255, y * 96 + 40, y * 96 + 56);
    const flat = (side: number, value: number): Picture => ({
      width: side,
      height: side,
      data: new Uint8Array(side * side * 4).fill(value),
    });
    const region = { left: 16, top: 16, side: 64 };
    const seam = Math.round((2 * region.side) / SIZE);
    const { picture } = await compose({
      original: flat(96, 0),
      region,
      layers: [layer(mask, false)],
      old: mask,
      edited: flat(SIZE, 255),
      reconstruction: flat(SIZE, 0),
    });
    const row = Array.from({ length: 2 * seam + 1 }, (_, i) => picture.data[(48 * 96 + 55 + i) * 4]!);
    const expected = row.map((_, i) => (255 * (2 * seam + 1 - i)) / (2 * seam + 1));
    expect(seam).toBeGreaterThan(3);
    row.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1);
    });
  });

  it('puts what was cut out back where it was', async () => {
    await fc.assert(
      fc.asyncProperty(masks, async (mask) => {
        const { width, height } = mask;
        const original = {
          width,
          height,
          data: Uint8Array.from({ length: width * height * 4 }, (_, i) => {
            const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
            return [x * 8, y * 8, 128, 255][i % 4]!;
          }),
        };
        const region = chooseSquare(original, mask, SIZE);
        const edited = await cutSquare(original, region, SIZE);
        // Another blue everywhere: all of it is new.
        const reconstruction = { ...edited, data: edited.data.map((v, i) => (i % 4 === 2 ? 0 : v)) };
        const { picture } = await compose({
          original,
          edited,
          region,
          layers: [layer(mask, false)],
          reconstruction,
          old: { ...mask, data: new Uint8Array(mask.data.length).fill(255) },
        });
        // Eight levels a pixel: off by less than one, or than one of the model's picture where that is coarser.
        const tolerance = 6 * Math.max(1, region.side / SIZE) + 1;
        expect(differing(picture, original, tolerance)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives a thing of the old shape its new colour up to the original’s outline, and no farther', async () => {
    const size = 96;
    const radius = (x: number, y: number) => Math.hypot(x - 48, y - 48);
    const OUTLINE = [48, 30, 50];
    const disc = (side: number, color: number[]): Picture => {
      const scale = size / side;
      const data = new Uint8Array(side * side * 4).fill(255);
      for (let i = 0; i < side * side; i++) {
        const at = [(i % side) + 0.5, Math.floor(i / side) + 0.5].map((cell) => cell * scale) as [
          number,
          number,
        ];
        const [far, outline] = [radius(...at) >= 32, radius(...at) >= 28];
        data.set(far ? [240, 240, 230] : outline ? OUTLINE : color, i * 4);
      }
      return { width: side, height: side, data };
    };
    const original = disc(size, [140, 70, 200]);
    const mask: Mask = {
      width: size,
      height: size,
      data: Uint8Array.from({ length: size * size }, (_, i) => (original.data[i * 4] === 240 ? 0 : 255)),
    };
    const { picture } = await compose({
      original,
      layers: [layer(mask, true)],
      old: mask,
      region: { left: 0, top: 0, side: size },
      edited: disc(SIZE * 2, [220, 40, 45]),
      reconstruction: disc(SIZE * 2, [140, 70, 200]),
    });
    const off = differing(picture, disc(size, [220, 40, 45]), 40);
    // Neither a rim of the old colour inside, nor a coloured outline, nor a glow of the new colour outside.
    expect(off.length / picture.data.length).toBeLessThan(0.005);
  });

  it('keeps the background’s fine detail beside the old thing, and nothing of the old thing itself', async () => {
    const size = 64;
    const at = (x: number, y: number) => y * size + x;
    const mask: Mask = { width: size, height: size, data: new Uint8Array(size * size).fill(255) };
    const old = { ...mask, data: new Uint8Array(size * size) };
    for (let y = 0; y < size; y++) old.data.fill(255, at(0, y), at(size / 2, y));
    // Stripes that a picture of a quarter of the size cannot hold: what the model sees of them is flat.
    const original: Picture = {
      width: size,
      height: size,
      data: Uint8Array.from({ length: size * size * 4 }, (_, i) => ((i >> 2) % 2 ? 140 : 60)),
    };
    const flat = (value: number): Picture => ({
      width: SIZE,
      height: SIZE,
      data: Uint8Array.from({ length: SIZE * SIZE * 4 }, (_, i) => (i % 4 === 3 ? 255 : value)),
    });
    const { picture } = await compose({
      original,
      edited: flat(150),
      reconstruction: flat(100),
      layers: [layer(mask, false)],
      old,
      region: { left: 0, top: 0, side: size },
    });
    const red = (x: number) => picture.data[at(x, 32) * 4]!;
    expect([red(10), red(11)]).toEqual([150, 150]);
    expect([red(50), red(51)]).toEqual([110, 190]);
  });

  it('changes nothing at all where the model changed nothing', async () => {
    await fc.assert(
      fc.asyncProperty(masks, fc.boolean(), fc.nat(999), async (mask, keepsShape, seed) => {
        const original = noise(mask.width, mask.height, seed);
        const region = chooseSquare(original, mask, SIZE);
        const edited = noise(SIZE, SIZE, seed + 1, 255);
        const { picture } = await compose({
          original,
          edited,
          region,
          layers: [layer(mask, keepsShape)],
          old: mask,
          reconstruction: edited,
        });
        const isIn = (i: number) => !keepsShape || mask.data[i >> 2]! > 127;
        expect(differing(picture, original).filter(isIn)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
