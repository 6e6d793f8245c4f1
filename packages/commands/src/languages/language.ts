import type { LanguageWords } from './language-words.js';

type Manners = Pick<LanguageWords, 'adjectivesFollow' | 'capitalizesNouns'>;

/**
 * A language from its forms by English word: `{ cat: 'katze', cats: 'katzen' }`.
 * @param nouns English word → forms, separated by spaces; a form of several words is joined by `_`
 * @param others the same for attributes, articles (under an empty name), conjunctions and verbs
 */
export function language(
  nouns: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
  { adjectivesFollow = false, capitalizesNouns = false }: Partial<Manners> = {},
): LanguageWords {
  const words = Object.entries({ ...nouns, ...others }).flatMap(([english, forms]) =>
    forms.split(' ').map((form): [string, string] => [form.replaceAll('_', ' '), english]),
  );
  const known = new Set(Object.keys(nouns));
  return { words: Object.fromEntries(words), adjectivesFollow, capitalizesNouns, nouns: known };
}

/** Forms of a German adjective from its stem: `rot` → `rot rote roter rotes roten rotem`. */
export function inflected(stem: string, plain = stem): string {
  return [plain, ...['e', 'er', 'es', 'en', 'em'].map((end) => stem + end)].join(' ');
}
