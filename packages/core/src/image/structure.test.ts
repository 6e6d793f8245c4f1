import type { Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { structureKept } from './structure.js';

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
