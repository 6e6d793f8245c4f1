import { expect, it } from 'vitest';
import { LANGUAGES, textsFor } from './texts.js';
import { sayWait } from './wait.js';

it.each([
  [0.2, 'in one second'],
  [45, 'in 45 seconds'],
  [91, 'in 2 minutes'],
  [719, 'in 12 minutes'],
  [12_000, 'in 3 h 20 min'],
  [86_400, 'in 24 h 0 min'],
  [864_000, 'in 10 days'],
])('%s s is said exactly: %s', (seconds, said) => {
  expect(sayWait(textsFor('en'), seconds)).toBe(said);
});

it.each(LANGUAGES)('limits never say "later", in %s', (language) => {
  for (const code of ['in-flight', 'cooldown', 'per-hour', 'per-day', 'place'])
    expect(textsFor(language)(`error-limit-${code}`, { used: 5, most: 5, wait: '⌚' })).not.toMatch(
      /later|später|luego|más tarde|plus tard/i,
    );
});
