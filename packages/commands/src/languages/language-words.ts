/** The words of a language that commands may contain, in lower case, as English. */
export interface LanguageWords {
  /** Words of any kind; an empty string drops the word. */
  words: Readonly<Record<string, string>>;
  /** Whether adjectives follow their nouns, as in French. */
  adjectivesFollow: boolean;
  /** English nouns and attributes that `words` leads to; they are put into English order. */
  nouns: ReadonlySet<string>;
  /** Whether nouns begin with a capital letter, as in German. */
  capitalizesNouns: boolean;
}
