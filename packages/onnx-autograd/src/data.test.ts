import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, encode, fromHalf, toHalf } from './data.js';

it('every float16 comes back from its number', () => {
  for (let bits = 0; bits < 65536; bits++) {
    const number = fromHalf(bits);
    if (!Number.isNaN(number)) expect(toHalf(number)).toBe(bits);
  }
});

it('numbers round to the nearest float16', () => {
  fc.assert(
    fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (number) => {
      const bits = toHalf(number);
      const error = Math.abs(fromHalf(bits) - number);
      for (const other of [bits - 1, bits + 1]) {
        const distance = Math.abs(fromHalf(other & 0xffff) - number);
        if (!Number.isNaN(distance)) expect(error).toBeLessThanOrEqual(distance);
      }
    }),
  );
});

it('64-bit integers are exact', () => {
  const data = encode([2n ** 63n - 1n, -(2n ** 63n)], 'int64');
  expect(new BigInt64Array(data.buffer)).toEqual(BigInt64Array.of(2n ** 63n - 1n, -(2n ** 63n)));
});

it.each([
  'float32',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
] as const)('%s is read as it was written', (type) => {
  const numbers = type === 'bool' ? [1, 0] : [1, 100];
  expect(decode({ type, shape: [2], data: encode(numbers, type) })).toEqual(numbers);
});
