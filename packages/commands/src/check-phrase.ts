import { isAttributeWord, leadingAttributes } from './attribute.js';
import type { Context } from './context.js';
import { CLOSED_CLASS, COMPARING, PRONOUNS } from './lexicon/closed-class.js';
import { INTENSIFIERS } from './lexicon/colours.js';
import { CONJUNCTIONS, DETERMINERS, INDEFINITE } from './lexicon/function-words.js';
import { AGES, QUALITIES, SIZES } from './lexicon/qualities.js';
import { RELATIONS } from './lexicon/relations.js';
import { NOTHING } from './lexicon/verbs.js';
import { words } from './lexicon/words.js';
import { isWord, lower } from './phrase.js';
import { comparison, leftover, pronoun } from './refusals.js';
import type { Token } from './token.js';

/** Letters, digits and what joins them: `T-shirt`, `o'clock`, `R2-D2`. */
const NAME = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}'’.\p{Join_Control}‐‑-])*$/u;
const SIGN = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\p{Variation_Selector}|\p{Join_Control})+$/u;
/** Colors that are not the name of a thing, so that none of them follows a noun. */
export const PLAIN_COLORS = words('red blue green yellow purple pink white black brown gray grey');
export const LONGEST_PHRASE = 8;

export function isPronoun(token: Token): boolean {
  return isWord(token, PRONOUNS);
}

/**
 * Refuses words that belong to no noun phrase. A rule that knows such a word has taken it away before.
 * @throws CommandError `command-pronoun`, `command-comparison`, `command-leftover`
 */
export function checkPhrase(context: Context, tokens: readonly Token[], side: 'source' | 'target'): void {
  const [first] = tokens;
  if (!first) return;
  if (isWord(first, NOTHING) && tokens.length > 1) throw leftover(context, tokens.slice(1));
  if (isPronoun(first) || (tokens.length === 1 && isWord(first, POINTING))) throw pronoun(context, [first]);
  const attributes = leadingAttributes(tokens.map(({ text }) => text));
  const at = tokens.findIndex(
    (token, i) =>
      isComparing(token, tokens.length) ||
      isStray(token, i, tokens, attributes) ||
      (i > 0 && isWord(token, DETERMINERS)),
  );
  if (at >= 0) {
    const token = tokens[at]!;
    if (isComparing(token, tokens.length)) throw comparison(context, tokens.slice(withDegree(tokens, at)));
    // Before an article in the middle there was a verb that is none: "chnage the hat".
    const isBefore = side === 'source' && !isStray(token, at, tokens, attributes);
    throw leftover(context, isBefore ? tokens.slice(0, at) : tokens.slice(at));
  }
  if (tokens.length > LONGEST_PHRASE) throw leftover(context, tokens.slice(LONGEST_PHRASE));
}

const POINTING: ReadonlySet<string> = new Set([
  'this',
  'that',
  'these',
  'those',
  'his',
  'her',
  'their',
  'my',
]);

function isStray(token: Token, i: number, tokens: readonly Token[], attributes: number): boolean {
  if (token.type !== 'word') return token.type !== 'quoted';
  const word = lower(token);
  if (CONJUNCTIONS.has(word)) {
    const [left, right] = [tokens[i - 1], tokens[i + 1]];
    // "the big and small cats" are two kinds of cats
    return i >= attributes || (isWord(left, MEASURES) && isWord(right, MEASURES));
  }
  if (word === 'of') return i === 0 || i === tokens.length - 1;
  if (CLOSED_CLASS.has(word) || PREPOSITIONS.has(word)) return true;
  // "cat→dog hat red": a plain color never follows its noun
  if (i >= attributes && i > 0 && PLAIN_COLORS.has(word)) return true;
  const before = tokens[i - 1];
  if (before && isSecondColor(lower(before), word)) return true;
  // "🐱🎩" are two things
  if (before?.emoji && token.emoji && before.start !== token.start && !isAttributeWord(before.text))
    return true;
  if (i > 0 && /^\d+(?:[.,]\d+)?$/.test(word)) return true;
  if (i === tokens.length - 1 && /['’]s?$/u.test(word)) return true;
  if (/.{4}ly$/.test(word) && !isAttributeWord(word) && !INTENSIFIERS.has(word) && !LY_NAMES.has(word))
    return true;
  return !NAME.test(token.text) && !SIGN.test(token.text);
}

const MEASURES: ReadonlySet<string> = new Set([...SIZES, ...AGES]);
const LY_NAMES = words('butterfly dragonfly firefly family assembly friendly lovely monopoly');

/** `red blue` is no color, but `blue green` is. */
function isSecondColor(before: string, word: string): boolean {
  if (!PLAIN_COLORS.has(before) || !PLAIN_COLORS.has(word)) return false;
  return !MIXED.has(`${before} ${word}`);
}

const MIXED: ReadonlySet<string> = new Set(
  ['blue green', 'green blue', 'yellow green', 'green yellow', 'red brown', 'blue gray', 'blue grey'].concat([
    'green gray',
    'green grey',
    'yellow brown',
    'blue purple',
    'red purple',
    'blue black',
  ]),
);

const PREPOSITIONS: ReadonlySet<string> = new Set([
  ...words('at to for by off out up down without'),
  ...RELATIONS.flatMap(({ words }) => (words.length === 1 ? words : [])),
]);

/** `than`, `more`, `bigger`, `redder`. */
function isComparing(token: Token, words: number): boolean {
  if (token.type !== 'word') return false;
  const word = lower(token);
  if (COMPARING.has(word)) return true;
  if (TOOLS.has(word)) return words === 1;
  const stem = /^(\w{2,}?)(?:ier|er)$/.exec(word)?.[1];
  if (!stem) return false;
  return [stem, `${stem}e`, `${stem}y`, stem.slice(0, -1)].some(
    (form) => QUALITIES.has(form) || SHADES_COMPARED.has(form),
  );
}

const SHADES_COMPARED = words('dark light bright pale red blue green pink white black brown gray grey');
/** Things that are called like comparisons: a lighter lights, unless nothing else is said. */
const TOOLS = words('lighter cleaner dryer drier opener');
const DEGREES = words('a the bit little much lot slightly even');

/** `a bit` before `darker`, `the` before `same`. */
function withDegree(tokens: readonly Token[], at: number): number {
  let from = at;
  while (from > 0 && isWord(tokens[from - 1], DEGREES)) from--;
  return from;
}

/** Whether a noun phrase begins like one: an article before it. */
export function isIndefinite(tokens: readonly Token[]): boolean {
  return tokens.length > 1 && isWord(tokens[0], INDEFINITE);
}
