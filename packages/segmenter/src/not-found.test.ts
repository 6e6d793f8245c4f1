import type { Edit, Selector } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import type { Segmentation } from './instance.js';
import { notFound } from './not-found.js';
import { instance } from './testing/fixtures.js';

const edit = (source: string, which: Selector): Edit => ({
  source,
  target: 'red',
  kind: 'attribute',
  which,
  strength: 1,
  span: [0, 7],
});
const result = (phrase: string, ...scores: number[]) => ({
  phrase,
  instances: scores.map((score) => instance(10, 10, 20, 20, score)),
  bestScore: scores[0] ?? 0.12,
});
const found = (...phrases: Segmentation['phrases']): Segmentation => ({
  phrases,
  others: [result('ball', 0.885)],
});

it.each<[Edit, Segmentation, string]>([
  [
    edit('dog', { type: 'best' }),
    found(result('dog'), result('hat', 0.7, 0.6)),
    'No dog was found in the picture. There is: ball (0.89), 2 × hat (0.70).',
  ],
  [
    edit('dog', { type: 'best' }),
    { phrases: [result('dog')], others: [] },
    'No dog was found in the picture. The best guess scored 0.12.',
  ],
  [
    edit('hat', { type: 'ordinal', ordinal: 3 }),
    found(result('hat', 0.95, 0.6)),
    'Number 3 was asked for, but of "hat" the picture has 2. There is: 2 × hat (0.95), ball (0.89).',
  ],
  [
    edit('hat', { type: 'part-of', owner: 'cat' }),
    found(result('hat', 0.95), result('cat')),
    'No cat was found in the picture that the hat could be of. There is: hat (0.95), ball (0.89).',
  ],
  [
    edit('hat', { type: 'part-of', owner: 'cat' }),
    found(result('hat', 0.95), result('cat', 0.9)),
    'No hat was found on the cat. There is: hat (0.95), cat (0.90), ball (0.89).',
  ],
])('says what was missing and what there is', (asked, seen, message) => {
  expect(notFound(asked, seen)).toMatchObject({ code: 'object-not-found', message, received: asked.source });
});
