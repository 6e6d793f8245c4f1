import { expect, it } from 'vitest';
import { dioramaBench } from './diorama-bench.js';
import { partOf } from './part.js';

it('deals the pictures out to parts, so that each has its share of all kinds', async () => {
  const data = await dioramaBench({ count: 7 });
  const parts = ['1/3', '2/3', '3/3'].map((part) => partOf(data, part).items.map(({ id }) => id));
  expect(parts.map(({ length }) => length)).toEqual([3, 2, 2]);
  expect(parts.flat().sort()).toEqual(data.items.map(({ id }) => id).sort());
});

it.each(['', '2', '0/2', '3/2', '1/0', 'a/b', '1/2/3'])('refuses the part "%s"', async (part) => {
  const data = await dioramaBench({ count: 1 });
  expect(() => partOf(data, part)).toThrow(expect.objectContaining({ code: 'data-part', received: part }));
});
