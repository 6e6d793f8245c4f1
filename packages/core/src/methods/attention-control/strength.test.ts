import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidanceScales, keepOriginal, strengthsAt } from './strength.js';

const cells = Float32Array.of(0, 1e-6, 0.5, 1, 2);

describe('the strength of an edit', () => {
  it('lets a weaker edit begin later, and one of strength 0 never', () => {
    const at = (done: number) => [...strengthsAt(cells, done)];
    expect(at(0)).toEqual([0, 0, 0, 1, 2]);
    expect(at(0.48)).toEqual([0, 0, 0, 1, 2]);
    expect(at(0.5)).toEqual([0, 0, 0.5, 1, 2]);
    expect(at(0.98)).toEqual([0, 0, 0.5, 1, 2]);
  });

  it('raises guidance above 1 alone', () => {
    expect([...guidanceScales(cells, 7)]).toEqual([7, 7, 7, 7, 10]);
    expect([...guidanceScales(cells, 1)]).toEqual([1, 1, 1, 1, 1]);
  });

  it('begins by the same share of the steps, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), (steps, seed) => {
        const skipped = seed % (steps + 1);
        const strengths = Float32Array.of(1 - skipped / steps);
        const begun = Array.from({ length: steps }, (_, i) => strengthsAt(strengths, i / steps)[0]! > 0);
        expect(begun.filter((has) => !has)).toHaveLength(skipped);
        expect(begun.indexOf(true)).toBe(skipped < steps ? skipped : -1);
      }),
    );
  });

  it('keeps cells of the original inside until the edit begins, outside once the blend does', () => {
    const latent = Float32Array.from({ length: 10 }, (_, i) => i);
    const original = latent.map((z) => -1 - z);
    const kept = (done: number, blends: boolean) =>
      [...keepOriginal(latent, original, { inside: cells, strengths: cells, done, blends })].map(
        (z) => z < 0,
      );
    expect(kept(0, false)).toEqual([false, true, true, false, false, false, true, true, false, false]);
    expect(kept(0.9, true)).toEqual([true, true, false, false, false, true, true, false, false, false]);
  });
});
