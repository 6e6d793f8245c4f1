import type { LanguageWords } from './language-words.js';

/**
 * A language from its forms by English word: `{ cat: 'katze', cats: 'katzen' }`.
 * @param nouns English word → forms, separated by spaces
 * @param others the same for attributes, articles (under an empty name), conjunctions and verbs
 */
export function language(
  nouns: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
  adjectivesFollow: boolean,
): LanguageWords {
  const words = Object.entries({ ...nouns, ...others }).flatMap(([english, forms]) =>
    forms.split(' ').map((form): [string, string] => [form, english]),
  );
  return { words: Object.fromEntries(words), adjectivesFollow, nouns: new Set(Object.keys(nouns)) };
}

/** Forms of a German adjective from its stem: `rot` → `rot rote roter rotes roten rotem`. */
export function inflected(stem: string, plain = stem): string {
  return [plain, ...['e', 'er', 'es', 'en', 'em'].map((end) => stem + end)].join(' ');
}
