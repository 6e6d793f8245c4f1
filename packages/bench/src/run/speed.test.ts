import { expect, it } from 'vitest';
import { speedTable } from './speed.js';

it('compares the medians of a speed run with those of one edit', () => {
  const sample = (edits: number, seconds: number) => ({
    edits,
    seconds,
    unetRuns: 88,
    gradientRuns: 40,
    peakMiB: 400.4,
  });
  const samples = [sample(1, 2), sample(7, 9), sample(1, 4), sample(7, 3), sample(1, 90), sample(7, 5)];
  expect(speedTable(samples).slice(2)).toEqual([
    '| 1 | 128 | 40 | 4.0 | 1.00 | 400 MiB |',
    '| 7 | 128 | 40 | 5.0 | 1.25 | 400 MiB |',
  ]);
});
