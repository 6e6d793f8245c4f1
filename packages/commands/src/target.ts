import type { EditKind } from '@dualedit/foundation';
import { isNounAfterArticle, isSameFamily, leadingAttributes } from './attribute.js';
import { checkPhrase } from './check-phrase.js';
import type { Context } from './context.js';
import { countAdjectives, losesLook, placeOf } from './families.js';
import { known } from './known.js';
import { DETERMINERS, GROUNDS, INDEFINITE } from './lexicon/function-words.js';
import { words } from './lexicon/words.js';
import { dropLeading, isWord, leadingPhrase, lower, phraseOf } from './phrase.js';
import { lastWord, singular } from './plural.js';
import { PROPERTIES } from './property.js';
import { leftover } from './refusals.js';
import type { Thing } from './thing.js';
import type { Token } from './token.js';

export interface Target {
  phrase: string;
  kind: EditKind;
  /** Of an attribute: the words of the source that it replaces, if it does not simply precede them. */
  replaces: [start: number, end: number] | undefined;
  /** An exact color among its words, `#rrggbb`. */
  color: string | undefined;
}

/**
 * Reads the words after an arrow, and what they change of the source: `dog` the object, `red` (or `red hat` of a
 * hat, or `made of wood`) an attribute, `red cap` both.
 * @throws CommandError `command-leftover`, `command-comparison`, `command-pronoun`, `command-unknown-word`
 */
export function readTarget(
  context: Context,
  source: Pick<Thing, 'phrase' | 'literal'>,
  tokens: readonly Token[],
  said: EditKind | undefined,
): Target {
  const made = madeOf(tokens);
  const rest = readPhrase(context, tokens.slice(made));
  const color = rest.find((token) => token.color)?.color;
  const phrase = phraseOf(rest);
  const name = source.phrase.split(' ');
  const list = phrase.split(' ');
  const as = (kind: EditKind, text: string): Target => {
    const place = kind === 'attribute' && !source.literal ? placeOf(name, text.split(' ')) : [0, 0];
    const replaces: [number, number] | undefined = place[1] === 0 ? undefined : [place[0]!, place[1]!];
    return { phrase: text, kind, replaces, color };
  };
  if (made > 0) return as('attribute', phrase);
  if (said && said !== 'attribute') return as(said, phrase);
  const attributes = attributeWords(source, list);
  if (attributes) return as('attribute', attributes);
  if (said) return as(said, phrase);
  const isThing = isWord(tokens[0], INDEFINITE) && tokens.length > 1;
  const count = countAttributes(source.phrase, list, isThing);
  if (count === list.length) return as('attribute', phrase);
  return as(count > 0 ? 'both' : 'object', phrase);
}

/** The noun phrase of a target, checked, in the model's words. */
export function readPhrase(context: Context, tokens: readonly Token[]): Token[] {
  const rest = withoutProperty(context, dropLeading(tokens, DETERMINERS));
  const end = complementAt(rest);
  const head = rest.slice(0, end);
  const isAttribute = isAll(head);
  const isOf = isWord(rest[end], new Set(['of']));
  if (end < rest.length && isAttribute && !isOf) throw leftover(context, rest.slice(end));
  checkPhrase(context, head, 'target');
  checkComplement(context, rest.slice(end));
  const isQuoted = rest.length === 1 && rest[0]!.type === 'quoted';
  const complement = rest.slice(end);
  return isQuoted ? [...rest] : known(context, [...head, ...complement]);
}

/** `red color` is red; `any color` is none. */
function withoutProperty(context: Context, tokens: readonly Token[]): readonly Token[] {
  if (tokens.length < 2 || !isWord(tokens.at(-1), PROPERTIES)) return tokens;
  const named = tokens.slice(0, -1);
  if (!isAll(named)) throw leftover(context, tokens);
  return named;
}

const isAll = (tokens: readonly Token[]) =>
  tokens.length > 0 && leadingAttributes(tokens.map(({ text }) => text)) === tokens.length;

const COMPLEMENTS = words('with wearing holding carrying in on at of from out under behind next');
const AT_LEAST = 1;

/** Where `wearing a hat`, `of water` or `at night` begins. */
function complementAt(tokens: readonly Token[]): number {
  const at = tokens.findIndex((token, i) => i >= AT_LEAST && isWord(token, COMPLEMENTS));
  return at < 0 ? tokens.length : at;
}

/** What no picture shows of a thing. */
const NOT_SHOWN = words('style manner opacity brightness speed way fashion');
/** Where a thing is does not change. */
const PLACES = words('left right middle center centre front back corner');
const OF_PHRASES = words('of to the');
const NEXT = words('next');

function checkComplement(context: Context, tokens: readonly Token[]): void {
  let part: Token[] = [];
  for (const token of [...tokens, undefined]) {
    if (token && !isWord(token, COMPLEMENTS) && !isWord(token, OF_PHRASES)) {
      part.push(token);
      continue;
    }
    const bare = dropLeading(part, DETERMINERS);
    const isPlace = bare.length === 1 && (isWord(bare[0], PLACES) || isWord(bare[0], GROUNDS));
    // "a hat next red"
    const isLoose = part.length > 0 && isWord(tokens[tokens.indexOf(part[0]!) - 1], NEXT);
    if (isLoose || isPlace || bare.some((word) => isWord(word, NOT_SHOWN) || /^\d|[%/]/.test(word.text)))
      throw leftover(context, tokens);
    checkPhrase(context, bare, 'target');
    part = [];
  }
  const last = tokens.at(-1);
  if (last && (isWord(last, COMPLEMENTS) || isWord(last, OF_PHRASES))) throw leftover(context, [last]);
}

/** How many words say `made of` before a material. */
function madeOf(tokens: readonly Token[]): number {
  return leadingPhrase(tokens, MADE_OF) < tokens.length ? leadingPhrase(tokens, MADE_OF) : 0;
}

const MADE_OF = ['made out of', 'made of', 'made from'].map((phrase) => phrase.split(' '));

/** The attributes of a target that names its source again: `hat→red hat`. */
function attributeWords({ phrase }: Pick<Thing, 'phrase'>, list: readonly string[]): string | undefined {
  const source = phrase.toLowerCase();
  const name = phrase.split(' ');
  const same = (noun: string, other: string) => noun !== '' && singular(noun) === singular(other);
  const count = leadingAttributes(list);
  const noun = list.slice(count).join(' ').toLowerCase();
  if (count > 0 && same(noun, source)) return list.slice(0, count).join(' ');
  // "blue hat→red hat"; but "straw hat→red hat" is no straw hat any more
  const bare = name.slice(countAdjectives(name)).join(' ').toLowerCase();
  const attributes = list.slice(0, count);
  return count > 0 && same(noun, bare) && !losesLook(name, attributes) ? attributes.join(' ') : undefined;
}

function countAttributes(source: string, list: readonly string[], indefinite: boolean): number {
  const leading = leadingAttributes(list);
  // Of a glass of water, the glass is the thing.
  const count = list[leading] === 'of' ? Math.max(0, leading - 1) : leading;
  const last = list[list.length - 1]!;
  const isThing = isSameFamily(lastWord(source), last) || (indefinite && isNounAfterArticle(last));
  return count === list.length && isThing ? count - 1 : count;
}

/** A target that means that the thing is to be gone. */
export function isNothing(tokens: readonly Token[], nothing: ReadonlySet<string>): boolean {
  return tokens.length === 1 && tokens[0]!.type === 'word' && nothing.has(lower(tokens[0]!));
}
