import { expect, it } from 'vitest';
import { greedySearch } from './greedy.js';

/** Scores that favour the token after the last one. */
const counting = (ids: readonly number[]) =>
  Promise.resolve(Float32Array.from({ length: 10 }, (_, id) => (id === ids.at(-1)! + 1 ? 1 : 0)));

it('takes the likeliest token until the end, which is left out, as is the start', async () => {
  expect(await greedySearch({ step: counting, start: 2, ends: new Set([6]), maxLength: 20 })).toEqual([
    3, 4, 5,
  ]);
});

it('ends where a text is as long as it may be', async () => {
  expect(await greedySearch({ step: counting, start: 0, ends: new Set(), maxLength: 4 })).toEqual([1, 2, 3]);
});
