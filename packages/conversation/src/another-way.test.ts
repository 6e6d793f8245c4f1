import type { Job } from '@dualedit/jobs';
import { expect, it } from 'vitest';
import { anotherWay } from './another-way.js';
import { job } from './testing/job.js';

/** The ways of a job and of so many retries, each of the one before. */
function waysFrom(first: Job['options'], retries: number): string[] {
  const ways: string[] = [];
  let options = first;
  for (let time = 0; time <= retries; time++) {
    const { method = 'mde', strength = 1 } = options;
    ways.push(`${method} ${strength}`);
    const config = { method, strength } as never;
    options = anotherWay(job('cat→dog', { options, result: { config } as never }));
  }
  return ways;
}

it.each([
  ['the usual way', {}],
  ['a strength of its own', { strength: 0.5 }],
  ['the strongest', { strength: 2 }],
])('no way comes twice in twenty retries: from %s', (_, options) => {
  const ways = waysFrom(options, 20);
  expect(new Set(ways).size).toBe(ways.length);
});

it('all methods come first, then stronger; of a job that chose from several, another strength each time', () => {
  expect(waysFrom({}, 4)).toEqual(['mde 1', 'guide-rescale 1', 'mag 1', 'p2p 1', 'mde 1.5']);
  const chosen = anotherWay(job('cat→dog', { options: { variants: 4, seed: 1 } }));
  expect(chosen).toEqual({ variants: 4, seed: 2, strength: 1.5 });
});

it('what is removed is removed by the same method, with another seed', () => {
  expect(anotherWay(job('hat→nothing', { options: { seed: 4 } }))).toEqual({ seed: 5 });
});
