import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Region } from '../region.js';
import { latentShares, merged } from './shares.js';

/** Two things on 16 cells: the back one has cells 0–9, the front one 6–13. */
const cellsFrom = (from: number, to: number) =>
  Float32Array.from({ length: 16 }, (_, i) => Number(i >= from && i < to));
const region = (settled: Float32Array, whole: Float32Array) =>
  ({ maskAt: () => settled, wholeAt: () => whole }) as unknown as Region;
const regions = [region(cellsFrom(0, 6), cellsFrom(0, 10)), region(cellsFrom(6, 14), cellsFrom(6, 14))];
const inside = cellsFrom(0, 16);

describe('regions of one latent', () => {
  it('leave a cell to the front thing, so that touching things are not mixed', () => {
    const shares = latentShares(regions, inside, false);
    const views = [-1, 1, 2].map((value) => new Float32Array(32).fill(value));
    const row = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, -1, -1];
    expect([...merged(views, shares)]).toEqual([...row, ...row]);
  });

  it('are averaged where they overlap, if asked for', () => {
    const shares = latentShares(regions, inside, true);
    const views = [0, 1, 2].map((value) => new Float32Array(16).fill(value));
    expect([...merged(views, shares)].slice(4, 12)).toEqual([1, 1, 1.5, 1.5, 1.5, 1.5, 2, 2]);
  });

  it('share out every cell, whatever the masks', () => {
    const mask = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(mask, { minLength: 1, maxLength: 4 }), fc.boolean(), (masks, averages) => {
        const all = masks.map((one) => region(Float32Array.from(one), Float32Array.from(one)));
        const { background, regions: own } = latentShares(all, inside, averages);
        for (let i = 0; i < 16; i++) {
          const sum = own.reduce((total, one) => total + one[i]!, background[i]!);
          expect(sum).toBeCloseTo(1, 5);
        }
      }),
    );
  });
});
