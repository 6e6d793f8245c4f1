import type { Mask, Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { seamMatte } from './matte.js';
import { chooseSquare, cutMask, cutSquare } from './square.js';

const flat = (width: number, height: number, value: number, alpha = 255): Picture => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? alpha : value)),
});

function boxMask(width: number, height: number, [left, top, right, bottom]: number[]): Mask {
  const data = new Uint8Array(width * height);
  for (let y = top!; y <= bottom!; y++) for (let x = left!; x <= right!; x++) data[y * width + x] = 255;
  return { width, height, data };
}

/** Any small picture with any box in it. */
const scenes = fc
  .tuple(fc.integer({ min: 8, max: 70 }), fc.integer({ min: 8, max: 70 }))
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      x: fc.tuple(fc.nat(width - 1), fc.nat(width - 1)),
      y: fc.tuple(fc.nat(height - 1), fc.nat(height - 1)),
    }),
  )
  .map(({ width, height, x, y }) => ({
    picture: flat(width, height, 100, 90),
    mask: boxMask(width, height, [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)]),
  }));

describe('the region that the model sees', () => {
  it('holds the whole mask, whatever the picture', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 8, max: 32 }), ({ picture, mask }, size) => {
        const region = chooseSquare(picture, mask, size);
        const count = (m: Mask) => m.data.reduce((sum, v) => sum + Number(v > 0), 0);
        expect(count(cutMask(mask, region))).toBe(count(mask));
      }),
    );
  });

  it('comes closer where the mask is small in a large picture', () => {
    const mask = boxMask(400, 300, [200, 100, 219, 119]);
    expect(chooseSquare(flat(400, 300, 0), mask, 64)).toEqual({ left: 170, top: 70, side: 80 });
  });

  it('is tight where what the model draws is enlarged', () => {
    const mask = boxMask(3000, 2000, [1000, 500, 1499, 999]);
    expect(chooseSquare(flat(3000, 2000, 0), mask, 128)).toEqual({ left: 750, top: 250, side: 1000 });
    const small = boxMask(3000, 2000, [1000, 500, 1049, 549]);
    expect(chooseSquare(flat(3000, 2000, 0), small, 128).side).toBe(200);
  });

  it('repeats the edge beyond the picture', async () => {
    const region = { left: -4, top: 0, side: 8 };
    expect((await cutSquare(flat(4, 8, 77, 77), region, 8)).data.every((v) => v === 77)).toBe(true);
  });
});

describe('pasting into the original', () => {
  it('changes the mask wholly, and no byte beyond the seam', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, fc.boolean(), async ({ picture, mask }, keepsShape) => {
        const region = chooseSquare(picture, mask, 16);
        const [edited, reconstruction] = [flat(16, 16, 200), flat(16, 16, 110)];
        const layers = [{ mask, isSameShape: keepsShape, isSoft: false }];
        const request = { original: picture, edited, reconstruction, region, layers, old: mask };
        const result = await compose(request);
        expect(result.maxChangeOutside).toBe(0);
        const reach = 2 * Math.max(1, Math.round((2 * region.side) / 16));
        for (let i = 0; i < mask.data.length; i++) {
          const red = result.picture.data[i * 4]!;
          // Where the shape stays, the original's own 100 plus what the edit changed: 200 − 110.
          if (mask.data[i]! > 0) expect(red).toBe(keepsShape ? 190 : 200);
          else if (!near(mask, i, reach)) expect(red).toBe(100);
          expect(result.picture.data[i * 4 + 3]).toBe(90);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('fades from one to nothing over the seam', () => {
    const matte = seamMatte(boxMask(15, 1, [7, 0, 7, 0]), 2);
    const expected = [0, 0, 0, 0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.2, 0, 0, 0];
    expected.forEach((value, i) => {
      expect(matte[i]).toBeCloseTo(value, 6);
    });
  });
});

function near({ width, height, data }: Mask, at: number, reach: number): boolean {
  const [x, y] = [at % width, Math.floor(at / width)];
  for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++) {
    for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) {
      if (data[ny * width + nx]! > 0) return true;
    }
  }
  return false;
}
