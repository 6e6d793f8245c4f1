import { type Mask, maskBox, type Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSquare, cutSquare, type Square, wholeSquare } from './square.js';

/** A picture whose red is its column and whose green is its row, 0…255 over each side. */
function ramp(width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = [((x + 0.5) * 255) / width, ((y + 0.5) * 255) / height, 0, 255];
      data.set(value.map(Math.round), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function boxMask(width: number, height: number, left: number, top: number, w: number, h: number): Mask {
  const data = new Uint8Array(width * height);
  for (let y = top; y < top + h; y++) data.fill(255, y * width + left, y * width + left + w);
  return { width, height, data };
}

/** Any picture, long ones too, and any box in it. */
const scenes = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }))
  .chain(([width, height]) =>
    fc.tuple(fc.constant([width, height] as const), fc.nat(width - 1), fc.nat(height - 1)),
  )
  .chain(([[width, height], left, top]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      left: fc.constant(left),
      top: fc.constant(top),
      w: fc.integer({ min: 1, max: width - left }),
      h: fc.integer({ min: 1, max: height - top }),
    }),
  );
const sizes = fc.constantFrom(8, 32, 64);

describe('choosing a region', () => {
  const choose = ({ width, height, left, top, w, h }: Record<string, number>, size: number) => {
    const picture = { width: width!, height: height!, data: new Uint8Array() };
    const mask = boxMask(width!, height!, left!, top!, w!, h!);
    return { picture, box: maskBox(mask)!, region: chooseSquare(picture, mask, size) };
  };

  it('holds the masks, and reaches over no more of an edge than a square must', () => {
    fc.assert(
      fc.property(scenes, sizes, (scene, size) => {
        const { picture, box, region } = choose(scene, size);
        const axes = [
          [region.left, picture.width, box.left, box.width],
          [region.top, picture.height, box.top, box.height],
        ] as const;
        for (const [start, length, from, extent] of axes) {
          expect(start).toBeLessThanOrEqual(from);
          expect(start + region.side).toBeGreaterThanOrEqual(from + extent);
          const over = Math.max(0, -start) + Math.max(0, start + region.side - length);
          expect(over).toBe(Math.max(0, region.side - length));
        }
      }),
    );
  });

  it('is no larger than the short side or the masks ask for, and no smaller than the model sees', () => {
    fc.assert(
      fc.property(scenes, sizes, (scene, size) => {
        const { picture, box, region } = choose(scene, size);
        const shorter = Math.min(picture.width, picture.height);
        expect(region.side).toBeLessThanOrEqual(
          Math.max(shorter, Math.ceil(1.25 * Math.max(box.width, box.height))),
        );
        expect(region.side).toBeGreaterThanOrEqual(Math.min(shorter, size));
      }),
    );
  });

  it('does not square the length of a panorama', () => {
    const mask = boxMask(12000, 2000, 3000, 200, 2200, 900);
    const region = chooseSquare({ width: 12000, height: 2000, data: new Uint8Array() }, mask, 512);
    expect(region).toEqual({ left: 2725, top: -375, side: 2750 });
  });

  it('leaves room for the seam beside a mask that is almost as wide as the square', () => {
    const region = chooseSquare(
      { width: 400, height: 300, data: new Uint8Array() },
      boxMask(400, 300, 60, 100, 290, 50),
      64,
    );
    expect(60 - region.left).toBeGreaterThan(20);
    expect(region.left + region.side - 350).toBeGreaterThan(20);
  });
});

describe('cutting a region out', () => {
  /** What the ramp is at a point of the picture, held at its edges. */
  const at = (position: number, length: number) => {
    const held = Math.min(length - 0.5, Math.max(0.5, position));
    return (held * 255) / length;
  };

  it.each<[string, number, number, Square, number]>([
    ['inside, smaller', 300, 200, { left: 40, top: 30, side: 128 }, 64],
    ['inside, larger', 300, 200, { left: 40, top: 30, side: 20 }, 64],
    ['over top and bottom', 300, 70, { left: 20, top: -65, side: 200 }, 64],
    ['over left and right', 70, 300, { left: -66, top: 20, side: 202 }, 64],
    ['all of a long picture', 900, 31, wholeSquare({ width: 900, height: 31, data: new Uint8Array() }), 64],
    ['all of a small picture', 9, 5, wholeSquare({ width: 9, height: 5, data: new Uint8Array() }), 64],
  ])('puts each pixel where the region says: %s', async (_, width, height, region, size) => {
    const cut = await cutSquare(ramp(width, height), region, size);
    expect([cut.width, cut.height]).toEqual([size, size]);
    const pixel = region.side / size;
    // A pixel of the model's picture, or one of the picture where that is coarser.
    const tolerance = (length: number) => (255 / length) * Math.max(1, pixel) + 1;
    const misplaced: number[] = [];
    for (let i = 0; i < size * size; i++) {
      const [red, green] = cut.data.subarray(i * 4);
      const [px, py] = [
        region.left + ((i % size) + 0.5) * pixel,
        region.top + (Math.floor(i / size) + 0.5) * pixel,
      ];
      const off = [red! - at(px, width), green! - at(py, height)];
      if (Math.abs(off[0]!) > tolerance(width) || Math.abs(off[1]!) > tolerance(height)) misplaced.push(i);
    }
    expect(misplaced).toEqual([]);
  });

  it('returns a region of the model’s own size byte by byte', async () => {
    const picture = ramp(100, 80);
    const cut = await cutSquare(picture, { left: 10, top: 5, side: 64 }, 64);
    expect(cut.data.subarray(0, 4)).toEqual(picture.data.subarray(510 * 4, 511 * 4));
  });

  it('takes any region of any picture', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, sizes, async ({ width, height, left, top, w, h }, size) => {
        const region = chooseSquare(
          { width, height, data: new Uint8Array() },
          boxMask(width, height, left, top, w, h),
          size,
        );
        const cut = await cutSquare(ramp(width, height), region, size);
        expect(cut.data).toHaveLength(size * size * 4);
      }),
      { numRuns: 60 },
    );
  });
});
