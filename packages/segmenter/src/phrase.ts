import { DualeditError } from '@dualedit/foundation';

/**
 * A phrase as detectors were trained on it: lower case, single spaces, no article, no full stop.
 * @throws DualeditError `phrase-empty`
 */
export function readPhrase(phrase: string): string {
  const words = phrase.normalize('NFC').toLowerCase().replaceAll('.', ' ').split(/\s+/u).filter(Boolean);
  if (['a', 'an', 'the'].includes(words[0]!)) words.shift();
  if (words.length > 0) return words.join(' ');
  throw new DualeditError({
    code: 'phrase-empty',
    message: `Expected a phrase that names a thing but received ${JSON.stringify(phrase)}.`,
    hint: 'Name what is in the picture, such as "cat" or "red hat".',
    received: phrase,
  });
}
