import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rescaling } from './rescale.js';

const LIMITS = [0.33, 3] as const;
const sizes = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

it('brings a gradient to between a third and three times the size of another', () => {
  fc.assert(
    fc.property(sizes, sizes, (size, other) => {
      const ratio = (rescaling(size, other, LIMITS) * size) / other;
      expect(ratio).toBeGreaterThanOrEqual(0.33 - 1e-9);
      expect(ratio).toBeLessThanOrEqual(3 + 1e-9);
    }),
  );
});

it('leaves alone what is within the limits, and what is nothing', () => {
  expect(rescaling(2, 1, LIMITS)).toBe(1);
  expect(rescaling(0, 1, LIMITS)).toBe(0);
  expect(rescaling(1, 0, LIMITS)).toBe(0);
});
