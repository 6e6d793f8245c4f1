import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedDistance } from './distance.js';
import { feather } from './feather.js';
import { emptyRaster, INSIDE } from './raster.js';
import { wholeOf } from './rect.js';
import { grow, reshaping } from './reshape.js';

const [WIDTH, HEIGHT] = [24, 18];
const mask = fc
  .uint8Array({ minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT })
  .map((noise) => ({ ...emptyRaster(WIDTH, HEIGHT), data: noise.map((value) => (value > 235 ? 255 : 0)) }));

const at = (i: number) => ({ x: i % WIDTH, y: Math.floor(i / WIDTH) });

/** By looking at all pixels. */
function nearest(data: Uint8Array, from: number, isInside: boolean): number {
  const here = at(from);
  return data.reduce((least, value, i) => {
    const there = at(i);
    return value >= INSIDE === isInside
      ? Math.min(least, Math.hypot(here.x - there.x, here.y - there.y))
      : least;
  }, Number.POSITIVE_INFINITY);
}

describe('distances to an outline', () => {
  it('are exact', () => {
    fc.assert(
      fc.property(mask, (raster) => {
        fc.pre(raster.data.some((value) => value > 0));
        const distances = signedDistance(raster, wholeOf(raster));
        for (let i = 0; i < raster.data.length; i++) {
          const isInside = raster.data[i]! >= INSIDE;
          const expected = nearest(raster.data, i, !isInside) - 0.5;
          expect(distances[i]).toBeCloseTo(isInside ? -expected : expected, 4);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('growing and shrinking', () => {
  it('takes in what is within so many pixels, and no more', () => {
    fc.assert(
      fc.property(mask, fc.integer({ min: 1, max: 5 }), (raster, pixels) => {
        fc.pre(raster.data.some((value) => value > 0));
        const before = raster.data.slice();
        grow(raster, pixels);
        for (let i = 0; i < before.length; i++) {
          const distance = nearest(before, i, true);
          if (distance <= pixels) expect(raster.data[i]).toBe(255);
          if (distance >= pixels + 1) expect(raster.data[i]).toBe(0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('shrinks a square from all sides but the border of the picture', () => {
    const raster = emptyRaster(20, 20);
    for (let y = 4; y < 14; y++) raster.data.fill(255, y * 20, y * 20 + 10);
    grow(raster, -2);
    const inside = raster.data.reduce((sum, value) => sum + Number(value >= INSIDE), 0);
    expect(inside).toBe(8 * 6);
    expect(raster.data[9 * 20]).toBe(255);
  });

  it('can be changed again and again, and be taken back to the very same mask', () => {
    fc.assert(
      fc.property(
        mask,
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: -6, max: 6 }),
        (raster, first, second) => {
          const soft = raster.data.map((value, i) => (value > 0 ? 255 - (i % 90) : 0));
          raster.data.set(soft);
          const { apply } = reshaping(raster, 6);
          apply(first);
          apply(second);
          const twice = raster.data.slice();
          apply(0);
          expect(raster.data).toEqual(soft);
          grow(raster, second);
          expect(twice).toEqual(raster.data);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('feathering', () => {
  it('softens an outline over so many pixels, keeps its place and its area', () => {
    const raster = emptyRaster(60, 60);
    for (let y = 20; y < 40; y++) raster.data.fill(255, y * 60 + 20, y * 60 + 40);
    feather(raster, 9);
    const row = [...raster.data.subarray(30 * 60, 31 * 60)];
    expect(row.slice(0, 10).every((value) => value === 0)).toBe(true);
    expect(row.slice(10, 30)).toEqual(row.slice(10, 30).toSorted((a, b) => a - b));
    expect(Math.abs(row[19]! + row[20]! - 255)).toBeLessThanOrEqual(2);
    expect(row[30]).toBe(255);
    const area = raster.data.reduce((sum, value) => sum + value, 0) / 255;
    expect(Math.abs(area - 400)).toBeLessThan(4);
  });
});
