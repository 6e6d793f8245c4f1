import { describe, expect, it } from 'vitest';
import { paintSegment } from './brush.js';
import { drawLayers, type Layer, onScreen, type Placement } from './overlay.js';
import { emptyRaster } from './raster.js';
import { type Rect, wholeOf } from './rect.js';

const screen: Rect = { left: 0, top: 0, right: 120, bottom: 100 };

function layer(line: Layer['line'] = 'solid'): Layer {
  const raster = emptyRaster(30, 25);
  const bounds = paintSegment(raster, { x: 15, y: 12 }, { x: 15, y: 12 }, 7, 'add');
  return { raster, bounds, color: [230, 159, 0], hatch: 0, fill: 0.25, line };
}

function draw(area: Rect, layers: Layer[], placement: Placement): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * (area.right - area.left) * (area.bottom - area.top));
  drawLayers(pixels, area, layers, placement, 1);
  return pixels;
}

describe('masks on the screen', () => {
  const placement = { scale: 4, x: 0, y: 0 };

  it('have an outline of two pixels with a dark rim, a fill, and nothing outside', () => {
    const pixels = draw(screen, [layer()], placement);
    const alphas = Array.from({ length: 120 }, (_, x) => pixels[4 * (48 * 120 + x) + 3]!);
    expect(alphas.slice(0, 28).every((alpha) => alpha === 0)).toBe(true);
    expect(alphas.slice(30, 35).filter((alpha) => alpha > 200)).toHaveLength(2);
    expect(alphas[60]).toBeGreaterThanOrEqual(60);
    expect([...pixels.subarray(4 * (48 * 120 + 60), 4 * (48 * 120 + 60) + 3)]).toEqual([230, 159, 0]);
  });

  it('look the same drawn in parts as drawn as a whole, zoomed in and out', () => {
    for (const place of [placement, { scale: 0.7, x: 31, y: 17 }, { scale: 2.3, x: -12.5, y: 8.25 }]) {
      const layers = [layer(), { ...layer('dashed'), fill: 0 }];
      const whole = draw(screen, layers, place);
      for (const area of [
        { left: 10, top: 5, right: 61, bottom: 44 },
        { left: 37, top: 41, right: 120, bottom: 100 },
      ]) {
        const part = draw(area, layers, place);
        for (let y = area.top; y < area.bottom; y++) {
          const across = 4 * (area.right - area.left);
          const row = part.subarray((y - area.top) * across, (y - area.top + 1) * across);
          const from = 4 * (y * 120 + area.left);
          expect(row.every((value, i) => Math.abs(value - whole[from + i]!) <= 1)).toBe(true);
        }
      }
    }
  });

  it('show nowhere beyond the part of the screen that they say', () => {
    const one = layer();
    const place = { scale: 1.7, x: 20, y: 9 };
    const pixels = draw(screen, [{ ...one, bounds: wholeOf(one.raster) }], place);
    const { left, top, right, bottom } = onScreen(one.bounds, place, 1);
    const isOutside = (i: number) => {
      const [x, y] = [i % 120, Math.floor(i / 120)];
      return x < left || x >= right || y < top || y >= bottom;
    };
    const alphas = pixels.filter((_, i) => i % 4 === 3);
    expect(alphas.some((alpha, i) => alpha > 0 && isOutside(i))).toBe(false);
  });
});
