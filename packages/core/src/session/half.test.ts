import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHalves, toHalves } from './half.js';

const finite = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
  (bits) => ((bits >> 10) & 31) !== 31,
);

it('takes every finite half to a number and back', () => {
  expect(toHalves(fromHalves(finite))).toEqual(finite);
});

it.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519.9, 0x7bff],
  [65520, 0x7c00],
  [2 ** -24, 1],
  [2 ** -25, 0],
  [2 ** -14, 0x400],
  [Number.NEGATIVE_INFINITY, 0xfc00],
  [Number.NaN, 0x7e00],
  [-0, 0x8000],
])('%s is %i', (value, bits) => {
  expect(toHalves([value])[0]).toBe(bits);
});

it('rounds to the nearest half, and to the even one of two', () => {
  const values = fromHalves(finite.filter((bits) => bits < 0x8000));
  fc.assert(
    fc.property(fc.nat(values.length - 2), fc.double({ min: 0, max: 1, noNaN: true }), (at, between) => {
      const [low, high] = [values[at]!, values[at + 1]!];
      const value = low + (high - low) * between;
      const [bits] = toHalves([value]);
      if (value - low < high - value) expect(bits).toBe(at);
      else if (value - low > high - value) expect(bits).toBe(at + 1);
      else expect(bits! % 2).toBe(0);
    }),
  );
});
