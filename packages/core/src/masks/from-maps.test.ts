import { averageMask, type Mask, type Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { masksFromMaps } from './from-maps.js';

const SIZE = 96;

/** A mask of the pixels within `radius` of a point. */
function disc(cx: number, cy: number, radius: number): Mask {
  const data = Uint8Array.from({ length: SIZE * SIZE }, (_, i) =>
    Math.hypot((i % SIZE) - cx, Math.floor(i / SIZE) - cy) <= radius ? 255 : 0,
  );
  return { width: SIZE, height: SIZE, data };
}

/** Discs of flat colour on grey. */
function picture(discs: [Mask, number[]][]): Picture {
  const data = new Uint8Array(SIZE * SIZE * 4).fill(140);
  for (const [mask, color] of discs) {
    mask.data.forEach((value, i) => {
      if (value > 127) data.set(color, i * 4);
    });
  }
  return { width: SIZE, height: SIZE, data };
}

function iou(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  a.data.forEach((value, i) => {
    both += Number(value > 127 && b.data[i]! > 127);
    either += Number(value > 127 || b.data[i]! > 127);
  });
  return both / either;
}

describe('masks from coarse attention maps', () => {
  const [left, right] = [disc(28, 50, 18), disc(68, 46, 16)];
  const image = picture([
    [left, [200, 30, 40]],
    [right, [30, 60, 210]],
  ]);
  const coarse = (mask: Mask) => averageMask(mask, 16, 16);

  it('follow the outlines of the picture, though a cell of the map is six pixels wide', () => {
    const masks = masksFromMaps([coarse(left), coarse(right)], { width: 16, height: 16 }, image);
    expect(iou(masks[0]!, left)).toBeGreaterThan(0.9);
    expect(iou(masks[1]!, right)).toBeGreaterThan(0.9);
  });

  it('give each pixel to the phrase that claims it most', () => {
    const whole = coarse(left).map((value, i) => Math.max(value, 0.6 * coarse(right)[i]!));
    const masks = masksFromMaps([whole, coarse(right)], { width: 16, height: 16 }, image);
    expect(masks[0]!.data.some((value, i) => value > 127 && masks[1]!.data[i]! > 127)).toBe(false);
    expect(iou(masks[1]!, right)).toBeGreaterThan(0.85);
  });
});
