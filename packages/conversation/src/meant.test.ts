import { defaultPackFolder, openPack } from '@dualedit/core';
import { expect, it } from 'vitest';
import { meantBy } from './meant.js';

const pack = await openPack(defaultPackFolder());

it.each([
  ['en', 'cta→dgo', 'cat→dog'],
  ['en', 'cat→dgo, hta→red', 'cat→dog, hat→red'],
  ['de', 'Katz→Hund', 'katze→Hund'],
  ['en', 'cat→dog', undefined],
  ['en', 'cat→zeppelin', undefined],
  ['en', 'cat dog', undefined],
])('in %s, "%s" probably means %s', (locale, said, meant) => {
  expect(meantBy(pack, locale, said)).toBe(meant);
});
