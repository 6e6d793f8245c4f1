import type { Mask } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enlargedArea, lazyMask, reduceMask, scaleBox } from './scale-mask.js';

const whole = ({ width, height }: { width: number; height: number }) => ({ left: 0, top: 0, width, height });

function disc(side: number, radius: number): Mask {
  const far = (i: number) =>
    Math.hypot((i % side) + 0.5 - side / 2, Math.floor(i / side) + 0.5 - side / 2) < radius;
  return {
    width: side,
    height: side,
    data: Uint8Array.from({ length: side * side }, (_, i) => (far(i) ? 255 : 0)),
  };
}

const differing = (a: Mask, b: Mask) => a.data.filter((value, i) => value !== b.data[i]).length;

describe('a mask at another size', () => {
  it('has the same outline again, up to a pixel', () => {
    const mask = disc(300, 90);
    const small = reduceMask(mask, whole(mask), { width: 100, height: 100 });
    const again = enlargedArea(small, whole(mask)).within(whole(mask));
    expect(new Set(again.data)).toEqual(new Set([0, 255]));
    // The outline is 565 pixels long.
    expect(differing(again, mask)).toBeLessThan(280);
  });

  it('is itself at its own size', () => {
    const mask = disc(40, 13);
    expect(enlargedArea(mask, whole(mask)).within(whole(mask)).data).toEqual(mask.data);
    expect(reduceMask(mask, whole(mask), mask).data).toEqual(mask.data);
  });

  it('keeps a line that is thinner than its pixels', () => {
    const data = new Uint8Array(90 * 90);
    data.fill(255, 40 * 90, 41 * 90);
    const small = reduceMask({ width: 90, height: 90, data }, whole({ width: 90, height: 90 }), {
      width: 9,
      height: 9,
    });
    expect([...small.data.keys()].filter((i) => small.data[i]! > 127)).toHaveLength(9);
  });

  it('is in any box what the whole is there, also beyond the edge', () => {
    const small = disc(20, 6);
    const place = { left: 30, top: 10, width: 70, height: 70 };
    const area = enlargedArea(small, place);
    const all = area.within({ left: 0, top: 0, width: 120, height: 90 });
    const box = fc.record({
      left: fc.integer({ min: -10, max: 110 }),
      top: fc.integer({ min: -10, max: 80 }),
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(box, (part) => {
        const { data } = area.within(part);
        for (let i = 0; i < data.length; i++) {
          const [x, y] = [part.left + (i % part.width), part.top + Math.floor(i / part.width)];
          const isInside = x >= 0 && y >= 0 && x < 120 && y < 90;
          expect(data[i]).toBe(isInside ? all.data[y * 120 + x] : 0);
        }
      }),
    );
    const { left, top, width, height } = area.box!;
    const around = area.within({ left: left + 1, top: top + 1, width: width - 2, height: height - 2 });
    expect(around.data.filter((value) => value > 0)).toHaveLength(
      all.data.filter((value) => value > 0).length,
    );
  });

  it('has a box around all of its box', () => {
    const small = { width: 30, height: 20 };
    expect(
      scaleBox({ left: 100, top: 50, width: 101, height: 30 }, { width: 300, height: 200 }, small),
    ).toEqual({
      left: 10,
      top: 5,
      width: 11,
      height: 3,
    });
  });

  it('is made once, when it is read', () => {
    let made = 0;
    const mask = lazyMask({ width: 1, height: 1 }, () => {
      made++;
      return new Uint8Array([255]);
    });
    expect(made).toBe(0);
    expect([mask.data[0], { ...mask }.data[0]]).toEqual([255, 255]);
    expect(made).toBe(1);
  });
});
