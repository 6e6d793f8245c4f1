/** The words that a model knows, as packs list them. */
export interface Vocabulary {
  nouns: readonly string[];
  colors: readonly string[];
  backgrounds: readonly string[];
  /** Every word that may stand in a prompt. */
  words: readonly string[];
  /** Other words for the same: `kitten` for `cat`. Entries may have several words. */
  synonyms?: Readonly<Record<string, string>>;
}
