import { DualeditError } from '@dualedit/foundation';

/** The words that a small model was taught; packs of full size have no such list. */
export interface WordList {
  nouns: string[];
  colors: string[];
  /** Patterns and materials: `striped`, `wooden`. */
  materials?: string[];
  backgrounds: string[];
  words: string[];
  /** Other words for words of these lists, such as `kitten` for `cat`. */
  synonyms?: Record<string, string>;
}

/** They come with the grammar of a prompt and say nothing that a model could miss. */
const ARTICLES = new Set(['a', 'an', 'the']);

/**
 * Checks a prompt against the words that a small model was taught.
 * @throws DualeditError `word-unknown`, which lists what the model knows
 */
export function checkWords(prompt: string, known: WordList): void {
  const unknown = (prompt.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? []).filter(
    (word) => !ARTICLES.has(word) && !known.words.includes(word),
  );
  if (unknown.length === 0) return;
  throw new DualeditError({
    code: 'word-unknown',
    message: `This model was never taught ${unknown.map((word) => `"${word}"`).join(', ')}.`,
    hint: `It knows the things ${known.nouns.join(', ')}, the colours ${known.colors.join(', ')}, and the places ${known.backgrounds.join(', ')}.`,
    received: unknown,
  });
}
