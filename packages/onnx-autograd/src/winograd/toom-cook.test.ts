import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Matrix, minimalFilter, SPAN, TAPS, TILE } from './toom-cook.js';

const { outputs, taps, inputs } = minimalFilter();
const times = (matrix: Matrix, vector: readonly number[]) =>
  matrix.map((row) => row.reduce((sum, entry, at) => sum + entry * vector[at]!, 0));

const numbers = (length: number) =>
  fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length });

it('four outputs of a filter of three taps by six products', () => {
  fc.assert(
    fc.property(numbers(SPAN), numbers(TAPS), (signal, filter) => {
      const [there, points] = [times(inputs, signal), times(taps, filter)];
      const filtered = times(
        outputs,
        there.map((value, at) => value * points[at]!),
      );
      expect(points).toHaveLength(SPAN);
      for (let at = 0; at < TILE; at++) {
        const direct = filter.reduce((sum, tap, offset) => sum + tap * signal[at + offset]!, 0);
        expect(filtered[at]).toBeCloseTo(direct, 5);
      }
    }),
  );
});
