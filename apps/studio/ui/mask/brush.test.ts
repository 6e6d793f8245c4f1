import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToSegment, paintSegment } from './brush.js';
import { emptyRaster } from './raster.js';

const [WIDTH, HEIGHT] = [40, 30];
const place = fc.record({
  x: fc.double({ min: -10, max: 50, noNaN: true }),
  y: fc.double({ min: -10, max: 40, noNaN: true }),
});
const size = fc.double({ min: 0.5, max: 12, noNaN: true });

describe('a brush', () => {
  it('covers exactly what is within its radius of the line, with an edge of one pixel', () => {
    fc.assert(
      fc.property(place, place, size, (from, to, radius) => {
        const raster = emptyRaster(WIDTH, HEIGHT);
        paintSegment(raster, from, to, radius, 'add');
        const errors = Array.from(raster.data, (value, i) => {
          const distance = distanceToSegment((i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5, from, to);
          return Math.abs(value - 255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
        });
        expect(Math.max(...errors)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('changes nothing outside the area that it says it changed', () => {
    fc.assert(
      fc.property(place, place, size, (from, to, radius) => {
        const raster = emptyRaster(WIDTH, HEIGHT);
        const { left, top, right, bottom } = paintSegment(raster, from, to, radius, 'add');
        const isOutside = (i: number) => {
          const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
          return x < left || x >= right || y < top || y >= bottom;
        };
        expect(raster.data.some((value, i) => value > 0 && isOutside(i))).toBe(false);
      }),
    );
  });

  it('paints the same twice as once, and the eraser takes away what it painted', () => {
    fc.assert(
      fc.property(place, place, size, (from, to, radius) => {
        const raster = emptyRaster(WIDTH, HEIGHT);
        paintSegment(raster, from, to, radius, 'add');
        const once = raster.data.slice();
        paintSegment(raster, from, to, radius, 'add');
        expect(raster.data).toEqual(once);
        paintSegment(raster, from, to, radius, 'erase');
        expect(raster.data.every((value, i) => value <= 255 - once[i]!)).toBe(true);
      }),
    );
  });

  it('marks one pixel with the smallest size', () => {
    const raster = emptyRaster(9, 9);
    const center = { x: 4.5, y: 4.5 };
    paintSegment(raster, center, center, 0.5, 'add');
    expect(raster.data.reduce((sum, value) => sum + Number(value >= 128), 0)).toBe(1);
    expect(raster.data[4 * 9 + 4]).toBe(255);
  });
});
