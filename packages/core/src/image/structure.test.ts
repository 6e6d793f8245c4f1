import type { Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { changed, structureKept } from './structure.js';

/** Stripes of two greys, `period` pixels wide and turned by `tilt`. */
function stripes(period: number, tilt: number, [dark, light]: [number, number]): Picture {
  const data = new Uint8Array(32 * 32 * 4).fill(255);
  for (let i = 0; i < 32 * 32; i++) {
    const at = Math.floor(((i % 32) + tilt * Math.floor(i / 32)) / period) % 2;
    data.fill(at ? light : dark, i * 4, i * 4 + 3);
  }
  return { width: 32, height: 32, data };
}

const levels = (a: Picture, b: Picture) => structureKept(a, b).data.filter((_, i) => i % 4 === 0);

describe('structure that an edit kept', () => {
  it('is whole where the same drawing has other colours', () => {
    expect(Math.min(...levels(stripes(4, 1, [20, 90]), stripes(4, 1, [120, 240])))).toBeGreaterThan(240);
  });

  it('is whole where both are flat', () => {
    expect(Math.min(...levels(stripes(4, 0, [90, 90]), stripes(4, 0, [200, 200])))).toBe(255);
  });

  it('is gone where something else was drawn', () => {
    const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(levels(stripes(3, 1, [20, 220]), stripes(4, -1, [20, 220])))).toBeLessThan(40);
    expect(mean(levels(stripes(3, 1, [100, 100]), stripes(3, 1, [20, 220])))).toBeLessThan(20);
  });
});

describe('what an edit changed', () => {
  const grey = (value: number) => stripes(4, 0, [value, value]);
  const square = (picture: Picture, value: number): Picture => {
    const data = Uint8Array.from(picture.data);
    for (let y = 12; y < 20; y++) data.fill(value, (y * 32 + 12) * 4, (y * 32 + 20) * 4);
    return { ...picture, data };
  };
  const share = (edited: Picture) => {
    const { data } = changed(edited, grey(100));
    return (x: number, y: number) => data[(y * 32 + x) * 4]! / 255;
  };

  it('is all of what is new, with its edge, and nothing at a distance', () => {
    const at = share(square(grey(100), 160));
    for (let y = 11; y < 21; y++) for (let x = 11; x < 21; x++) expect(at(x, y)).toBe(1);
    expect([at(5, 16), at(16, 26), at(0, 0)]).toEqual([0, 0, 0]);
  });

  it('is nothing of what decoding alone makes differ', () => {
    const { data } = changed(stripes(1, 0, [97, 104]), grey(100));
    expect(Math.max(...data.filter((_, i) => i % 4 === 0))).toBe(0);
  });
});
