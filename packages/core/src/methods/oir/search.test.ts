import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchDepth, totals } from './search.js';

describe('the search for a depth', () => {
  it('finds the best of many by trying few, where scores rise to it and fall behind it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (best) => {
        const tried: number[] = [];
        const depth = await searchDepth(50, 5, async (candidate) => {
          tried.push(candidate);
          return { target: -Math.abs(candidate - best), background: 0 };
        });
        expect(Math.abs(depth - best)).toBeLessThanOrEqual(1);
        expect(tried.length).toBeLessThanOrEqual(15);
        expect(new Set(tried).size).toBe(tried.length);
      }),
    );
  });

  it('weighs what is shown against what changed elsewhere', async () => {
    // Deeper edits show more, up to a depth, and change more.
    const scoreAt = async (depth: number) => ({ target: Math.min(depth, 20), background: -depth });
    expect(await searchDepth(50, 5, scoreAt)).toBeLessThanOrEqual(21);
    expect(
      totals([
        { target: 1, background: 0 },
        { target: 3, background: -4 },
      ]),
    ).toEqual([1, 1]);
  });

  it('takes the least deep of equal ones', async () => {
    expect(await searchDepth(20, 5, async () => ({ target: 0, background: 0 }))).toBeLessThanOrEqual(4);
  });
});
