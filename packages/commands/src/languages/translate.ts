import { lower } from '../phrase.js';
import type { Token } from '../token.js';
import type { LanguageWords } from './language-words.js';

/** The tokens with their words in English; each stays where it was in the command. */
export function translate(tokens: readonly Token[], language: LanguageWords): Token[] {
  const translated = tokens.flatMap((token): Translated[] => {
    if (token.type !== 'word') return [{ token, kind: 'other' }];
    const english = Object.hasOwn(language.words, lower(token)) ? language.words[lower(token)]! : undefined;
    if (english === undefined) return [{ token, kind: 'other' }];
    if (english === '') return [];
    const kind = language.nouns.has(english) ? 'noun' : 'attribute';
    return english.split(' ').map((text) => ({ token: { ...token, text }, kind }));
  });
  if (language.adjectivesFollow) {
    for (let i = 1; i < translated.length; i++) {
      const [noun, attribute] = [translated[i - 1]!, translated[i]!];
      if (noun.kind === 'noun' && attribute.kind === 'attribute' && MOVED.has(attribute.token.text))
        [translated[i - 1], translated[i]] = [attribute, noun];
    }
  }
  return translated.map(({ token }) => token);
}

interface Translated {
  token: Token;
  kind: 'noun' | 'attribute' | 'other';
}

/** English words that precede their noun. */
const MOVED: ReadonlySet<string> = new Set(
  'red orange yellow green blue purple pink white black brown gray left right big small'.split(' '),
);
