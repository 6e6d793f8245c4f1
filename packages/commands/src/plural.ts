import pluralize from 'pluralize';
import { NEVER_PLURAL } from './lexicon/nouns.js';

/** Longer words are no English plurals; the bound keeps the rules' time constant. */
const WORD = /^\p{L}[\p{L}-]{2,40}$/u;

/** Whether the last word of a noun phrase is a plural that has a singular: `red apples`, not `glasses` or `lens`. */
export function isPlural(phrase: string): boolean {
  const word = lastWord(phrase);
  return (
    WORD.test(word) &&
    !NEVER_PLURAL.has(word.toLowerCase()) &&
    pluralize.isPlural(word) &&
    pluralize.singular(word) !== word
  );
}

/** `red apples` → `red apple`. */
export function singular(phrase: string): string {
  return isPlural(phrase) ? withLastWord(phrase, pluralize.singular(lastWord(phrase))) : phrase;
}

/** `red apple` → `red apples`. */
export function plural(phrase: string): string {
  return withLastWord(phrase, pluralize.plural(lastWord(phrase)));
}

export function lastWord(phrase: string): string {
  return phrase.slice(phrase.lastIndexOf(' ') + 1);
}

function withLastWord(phrase: string, word: string): string {
  return phrase.slice(0, phrase.lastIndexOf(' ') + 1) + word;
}
