import { GERMAN } from './de.js';
import { SPANISH } from './es.js';
import { FRENCH } from './fr.js';
import type { LanguageWords } from './language-words.js';
import { RUSSIAN } from './ru.js';

/** Words of other languages for what the embedded pack knows, by language code. */
export const LANGUAGES: Readonly<Record<string, LanguageWords>> = {
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ru: RUSSIAN,
};

/** The words of a locale such as `de-AT`; undefined for English and for unknown languages. */
export function languageOf(locale: string | undefined): LanguageWords | undefined {
  const code = locale?.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code] : undefined;
}

/** An English word in a language, as it is written in its table first; English if the table has none. */
export function inLanguage(language: LanguageWords | undefined, english: string): string {
  const found = language && Object.entries(language.words).find(([, meaning]) => meaning === english);
  return found?.[0] ?? english;
}

/** The English for a word of any of the languages. */
export function inEnglish(word: string): string | undefined {
  return Object.values(LANGUAGES)
    .map(({ words }) => (Object.hasOwn(words, word) ? words[word] : undefined))
    .find(Boolean);
}
