import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, fillBox, fillLasso } from './lasso.js';
import { emptyRaster } from './raster.js';

const area = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / 255;

describe('a lasso', () => {
  it('covers the area of a triangle, wherever it is drawn and in whichever direction', () => {
    const corner = fc.record({
      x: fc.double({ min: 0, max: 60, noNaN: true }),
      y: fc.double({ min: 0, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const raster = emptyRaster(60, 60);
        fillLasso(raster, [a, b, c], 'add');
        const exact = Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
        const around =
          Math.hypot(b.x - a.x, b.y - a.y) +
          Math.hypot(c.x - b.x, c.y - b.y) +
          Math.hypot(a.x - c.x, a.y - c.y);
        expect(Math.abs(area(raster.data) - exact)).toBeLessThan(0.5 + around / 16);
      }),
    );
  });

  it('leaves no hole where the line crosses itself', () => {
    const raster = emptyRaster(40, 40);
    const round = (radius: number) =>
      Array.from({ length: 24 }, (_, i) => ({
        x: 20 + radius * Math.cos((i / 24) * 2 * Math.PI),
        y: 20 + radius * Math.sin((i / 24) * 2 * Math.PI),
      }));
    fillLasso(raster, [...round(15), ...round(9)], 'add');
    expect(raster.data[20 * 40 + 20]).toBe(255);
    expect(raster.data[20 * 40 + 32]).toBe(255);
  });

  it('erases what it goes around and nothing else', () => {
    const raster = emptyRaster(10, 10);
    raster.data.fill(255);
    const square = [2, 7].flatMap((x) => [
      { x, y: x === 2 ? 2 : 7 },
      { x, y: x === 2 ? 7 : 2 },
    ]);
    fillLasso(raster, square, 'erase');
    expect(area(raster.data)).toBe(75);
  });

  it('is nothing as long as it is a line', () => {
    const raster = emptyRaster(10, 10);
    fillLasso(
      raster,
      [
        { x: 1, y: 1 },
        { x: 8, y: 8 },
      ],
      'add',
    );
    expect(area(raster.data)).toBe(0);
  });
});

describe('a box', () => {
  it('fills whole pixels between two corners, in any order, cut at the border of the picture', () => {
    const raster = emptyRaster(10, 8);
    expect(boxOf(raster, { x: 12, y: 9 }, { x: 5.6, y: 2.4 })).toEqual({
      left: 6,
      top: 2,
      right: 10,
      bottom: 8,
    });
    fillBox(raster, { x: 12, y: 9 }, { x: 5.6, y: 2.4 }, 'add');
    expect(area(raster.data)).toBe(24);
    expect(new Set(raster.data)).toEqual(new Set([0, 255]));
  });
});
