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
  return formsOf(language, english)[0] ?? english;
}

/**
 * A word of a model pack as a user's language writes it: `Katze` for `cat` in German. English if there is no word for it.
 * @param locale such as `de-AT`
 */
export function sayWord(english: string, locale?: string): string {
  return inLanguage(languageOf(locale), english);
}

/** Every form of a word of a model pack that commands in a user's language may have, the plainest first; then the English one. */
export function wordForms(english: string, locale?: string): string[] {
  return [...new Set([...formsOf(languageOf(locale), english), english])];
}

function formsOf(language: LanguageWords | undefined, english: string): string[] {
  if (!language) return [];
  const forms = Object.keys(language.words).filter((form) => language.words[form] === english);
  const isCapital = language.capitalizesNouns && language.nouns.has(english);
  return isCapital ? forms.map((form) => form.charAt(0).toUpperCase() + form.slice(1)) : forms;
}

/** The English for a word of any of the languages. */
export function inEnglish(word: string): string | undefined {
  return Object.values(LANGUAGES)
    .map(({ words }) => (Object.hasOwn(words, word) ? words[word] : undefined))
    .find(Boolean);
}
