import { lower } from '../phrase.js';
import type { Token } from '../token.js';
import type { LanguageWords } from './language-words.js';

/** The tokens with their words in English; each stays where it was in the command. */
export function translate(tokens: readonly Token[], language: LanguageWords): Token[] {
  const translated: Translated[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { length, english } = meaningAt(tokens, at, language);
    const token: Token = { ...tokens[at]!, end: tokens[at + length - 1]!.end };
    if (english === undefined) translated.push({ token, kind: 'other' });
    else translated.push(...inEnglish(token, english, language));
    at += length;
  }
  if (language.adjectivesFollow) {
    for (let i = 1; i < translated.length; i++) {
      const [noun, attribute] = [translated[i - 1]!, translated[i]!];
      if (noun.kind === 'noun' && attribute.kind === 'attribute' && MOVED.has(attribute.token.text))
        [translated[i - 1], translated[i]] = [attribute, noun];
    }
  }
  return translated.map(({ token }) => token);
}

/** A form has at most so many words. */
const LONGEST_FORM = 3;

/** What the longest form at a place means; undefined of a word that is in no table. */
function meaningAt(tokens: readonly Token[], at: number, { words }: LanguageWords) {
  for (let length = Math.min(LONGEST_FORM, tokens.length - at); length > 0; length--) {
    const some = tokens.slice(at, at + length);
    const form = some.map(lower).join(' ');
    const isForm = some.every(({ type }) => type === 'word') && Object.hasOwn(words, form);
    if (isForm) return { length, english: words[form]! };
  }
  return { length: 1, english: undefined };
}

function inEnglish(token: Token, english: string, { nouns }: LanguageWords): Translated[] {
  if (english === '') return [];
  const kind = nouns.has(english) ? 'noun' : 'attribute';
  return english.split(' ').map((text) => ({ token: { ...token, text }, kind }));
}

interface Translated {
  token: Token;
  kind: 'noun' | 'attribute' | 'other';
}

/** English words that precede their noun. */
const MOVED: ReadonlySet<string> = new Set(
  'red orange yellow green blue purple pink white black brown gray left right big small'.split(' '),
);
