import { expect, it } from 'vitest';
import { formatBytes, formatSeconds, formatTable } from './format.js';

it.each([
  [0, '0 s'],
  [7.2, '8 s'],
  [59.5, '1 min 00 s'],
  [65, '1 min 05 s'],
  [3600, '1 h 00 min'],
  [7500, '2 h 05 min'],
])('%d seconds', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [27_100_000, '27.1 MB'],
  [860_000_000, '860 MB'],
  [4e15, '4000 TB'],
])('%d bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('aligns columns and leaves no spaces at the ends of lines', () => {
  expect(
    formatTable([
      ['a', 'bb', ''],
      ['aaa', 'b', 'c'],
    ]),
  ).toBe('a    bb\naaa  b   c');
});
