import { expect, it } from 'vitest';
import { estimate } from './estimate.js';
import { metricOf } from './table.js';
import { wilson } from './wilson.js';

it('agrees with published score intervals', () => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const cases = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [right, of, low, high] of cases) {
    const found = wilson(right, of)!;
    expect(found.mean).toBeCloseTo(right / of);
    expect([found.low, found.high]).toEqual([expect.closeTo(low, 4), expect.closeTo(high, 4)]);
  }
  expect(wilson(0, 0)).toBeUndefined();
});

it('is the interval of shares of pictures alone', () => {
  expect(estimate(metricOf('pictureRight'), [1, 1, 1])).toEqual(wilson(3, 3));
  expect(estimate(metricOf('editsRight'), [1, 1, 1])).toMatchObject({ low: 1, high: 1 });
});
