import { COLOURS, HUES, INTENSIFIERS, SHADES } from './lexicon/colours.js';
import { CONJUNCTIONS } from './lexicon/function-words.js';
import { MATERIALS } from './lexicon/materials.js';
import { ARTICLE_NOUNS, FAMILIES } from './lexicon/nouns.js';
import { PATTERNS, TWO_WORD_ATTRIBUTES } from './lexicon/patterns.js';
import { QUALITIES } from './lexicon/qualities.js';
import { TEXTURES } from './lexicon/textures.js';
import type { Token } from './token.js';

const LEXICON = [COLOURS, SHADES, MATERIALS, TEXTURES, PATTERNS, QUALITIES];

/** Whether one word, in any case, says what a thing is like: `red`, `reddish`, `red-and-white`, `rose-coloured`. */
export function isAttributeWord(word: string): boolean {
  const lower = word.toLowerCase();
  if (LEXICON.some((names) => names.has(lower))) return true;
  const parts = lower.split('-');
  if (parts.length === 1) return false;
  const core = /^(?:colou?red|patterned|toned)$/.test(parts.at(-1)!) ? parts.slice(0, -1) : parts;
  return core.every((part, i) =>
    i < core.length - 1
      ? CONJUNCTIONS.has(part) || HUES.has(part) || isAttributeWord(part)
      : isAttributeWord(part),
  );
}

/**
 * How many words at the head of a phrase are attributes: 2 for `light blue cap`, 3 for `red and white`, 0 for
 * `cap`. Intensifiers and hues count only with the attribute that they lead to.
 */
export function leadingAttributes(phrase: readonly string[]): number {
  const lower = phrase.map((word) => word.toLowerCase());
  let count = 0;
  let at = 0;
  while (at < lower.length) {
    const word = lower[at]!;
    const next = lower[at + 1];
    if (next !== undefined && TWO_WORD_ATTRIBUTES.has(`${word} ${next}`)) count = at += 2;
    else if (isAttributeWord(word)) count = at += 1;
    else if (INTENSIFIERS.has(word)) at += 1;
    else if (CONJUNCTIONS.has(word) && count === at && count > 0) at += 1;
    else if (HUES.has(word) && next !== undefined && COLOURS.has(next)) count = at += 2;
    else break;
  }
  return count;
}

/** Whether tokens say what a thing is like, all of them: `light blue`, `black and white`. */
export function isAttributePhrase(tokens: readonly Token[]): boolean {
  const plain = tokens.every(({ type }) => type === 'word');
  return plain && tokens.length > 0 && leadingAttributes(tokens.map(({ text }) => text)) === tokens.length;
}

/** Whether an attribute word is rather the name of a thing, next to a thing of the same family: `apple→orange`. */
export function isSameFamily(thing: string, word: string): boolean {
  const [a, b] = [thing.toLowerCase(), word.toLowerCase()];
  return FAMILIES.some((family) => family.has(a) && family.has(b));
}

/** Whether an attribute word names a thing when an article stands before it: `a glass`, but not `a red`. */
export function isNounAfterArticle(word: string): boolean {
  const lower = word.toLowerCase();
  return ARTICLE_NOUNS.has(lower) || FAMILIES.some((family) => family.has(lower));
}
