import type { Relation } from '@dualedit/foundation';
import type { Context } from './context.js';
import { DEPTHS, DETERMINERS, EVERY, GROUNDS, SIDES, SIZES_MEANT } from './lexicon/function-words.js';
import { cardinal, ordinal } from './lexicon/numbers.js';
import { RELATIONS } from './lexicon/relations.js';
import { isWord, lower, wordsAt } from './phrase.js';
import { leftover } from './refusals.js';
import { cornerHints, type Hint } from './selector.js';
import type { Token } from './token.js';

/** What follows a noun and says which one it is. */
export interface Tail {
  /** Where it begins. */
  from: number;
  hints: Hint[];
  /** A thing that it is on, of, or next to. */
  owner: { relation: Relation | 'part-of'; tokens: readonly Token[] } | undefined;
}

const PREPOSITIONS: ReadonlySet<string> = new Set(['on', 'in', 'at', 'to', 'from', 'of']);

/** Reads all that follows the noun of a phrase: places first, then at most one other thing. */
export function readTail(context: Context, tokens: readonly Token[]): Tail {
  const hints: Hint[] = [];
  let from: number | undefined;
  let at = afterQuantifier(tokens);
  while (at < tokens.length) {
    const start = at + relativeAt(tokens, at);
    const place = readPlace(tokens, start);
    const owner = place ? undefined : readOwner(tokens, start);
    if (owner) return { from: from ?? at, hints, owner };
    if (place) {
      from ??= at;
      hints.push(...place.hints);
      at = start + place.length;
    } else if (from !== undefined) throw leftover(context, tokens.slice(at));
    else at++;
  }
  return { from: from ?? tokens.length, hints, owner: undefined };
}

/** How many words at `at` begin a clause that only says where a thing is: `the cat that is on the left`. */
function relativeAt(tokens: readonly Token[], at: number): number {
  return RELATIVES.find((words) => wordsAt(tokens, at, words))?.length ?? 0;
}

const RELATIVES = ['that is', 'that are', 'which is', 'which are', 'who is', "that's", 'that’s'].map(
  (words) => words.split(' '),
);

/** Where the noun may begin: after `all of` and `the last one of`, else at the first word. */
function afterQuantifier(tokens: readonly Token[]): number {
  const of = tokens.slice(0, LONGEST_QUANTIFIER).findIndex((token) => isWord(token, new Set(['of'])));
  const isQuantifier = (token: Token) =>
    isWord(token, QUANTIFIERS) ||
    isWord(token, SIDES) ||
    isWord(token, SIZES_MEANT) ||
    (token.type === 'word' && (ordinal(token.text) ?? cardinal(token.text)) !== undefined);
  return of > 0 && tokens.slice(0, of).every(isQuantifier) ? of + 1 : 1;
}

const LONGEST_QUANTIFIER = 5;
const QUANTIFIERS: ReadonlySet<string> = new Set([...DETERMINERS, ...EVERY, 'one', 'any', 'last']);

/** A place, if it ends the phrase or something else that says which one follows. */
function readPlace(tokens: readonly Token[], at: number): { hints: Hint[]; length: number } | undefined {
  const counted = readCounted(tokens, at);
  if (counted) return counted;
  if (!isWord(tokens[at], PREPOSITIONS)) return undefined;
  let next = at + 1;
  while (isWord(tokens[next], DETERMINERS)) next++;
  while (isWord(tokens[next], new Set(['far', 'very', 'extreme', 'most']))) next++;
  const fromSide = isWord(tokens[at], new Set(['from']));
  const named = fromSide ? readFromSide(tokens[next]) : readNamedPlace(tokens, next);
  if (!named) return undefined;
  let end = next + named.length;
  if (isWord(tokens[end], new Set(['side', 'half', 'corner', 'edge', 'part', 'end']))) end++;
  if (isWord(tokens[end], new Set(['row']))) {
    const [hint] = named.hints;
    const row =
      hint?.type === 'side' && hint.side !== 'left' && hint.side !== 'right' ? hint.side : undefined;
    if (!row || named.hints.length > 1) return undefined;
    return isEnd(tokens, end + 1) ? { hints: [{ type: 'row', row }], length: end + 1 - at } : undefined;
  }
  return isEnd(tokens, end) ? { hints: named.hints, length: end - at } : undefined;
}

/** `second from the left`, behind the noun. */
function readCounted(tokens: readonly Token[], at: number): { hints: Hint[]; length: number } | undefined {
  const count = tokens[at]?.type === 'word' ? ordinal(tokens[at]!.text) : undefined;
  if (count === undefined || !wordsAt(tokens, at + 1, ['from'])) return undefined;
  const from = readPlace(tokens, at + 1);
  if (from?.hints[0]?.type !== 'from') return undefined;
  return { hints: [{ type: 'ordinal', ordinal: count }, ...from.hints], length: from.length + 1 };
}

function readFromSide(token: Token | undefined): { hints: Hint[]; length: number } | undefined {
  const side = token?.type === 'word' ? SIDES.get(lower(token)) : undefined;
  if (!side || side === 'middle') return undefined;
  return { hints: [{ type: 'from', from: side }], length: 1 };
}

function readNamedPlace(tokens: readonly Token[], at: number): { hints: Hint[]; length: number } | undefined {
  const token = tokens[at];
  if (token?.type !== 'word') return undefined;
  const corner = cornerHints(lower(token));
  if (corner) return { hints: corner, length: 1 };
  const depth = DEPTHS.get(lower(token)) ?? GROUNDS.get(lower(token));
  if (depth) return { hints: [{ type: 'depth', depth }], length: 1 };
  const side = SIDES.get(lower(token));
  if (!side) return undefined;
  const next = tokens[at + 1];
  const second = next?.type === 'word' ? SIDES.get(lower(next)) : undefined;
  const hints: Hint[] = [{ type: 'side', side }];
  if (!second) return { hints, length: 1 };
  return { hints: [...hints, { type: 'side', side: second }], length: 2 };
}

/** Whether a place may end here: at the end, or before another place or a relation. */
function isEnd(tokens: readonly Token[], at: number): boolean {
  if (at >= tokens.length) return true;
  const isOf = wordsAt(tokens, at, ['of']);
  if (isOf) return false;
  return (
    isWord(tokens[at], PREPOSITIONS) || relationAt(tokens, at) !== undefined || relativeAt(tokens, at) > 0
  );
}

function relationAt(tokens: readonly Token[], at: number) {
  return RELATIONS.find(({ words }) => wordsAt(tokens, at, words));
}

/** `on the cat`, `of the cat`, `next to the cup`; `glass of water` is one thing. */
function readOwner(tokens: readonly Token[], at: number): Tail['owner'] {
  const posture = isWord(tokens[at], POSTURES) ? 1 : 0;
  const found = relationAt(tokens, at + posture);
  const isOf = wordsAt(tokens, at, ['of']) && isWord(tokens[at + 1], OWNING) && tokens.length > at + 2;
  const length = found ? found.words.length + posture : isOf ? 1 : 0;
  if (length === 0 || at + length >= tokens.length) return undefined;
  return { relation: found?.relation ?? 'part-of', tokens: tokens.slice(at + length) };
}

/** `sitting on the sofa` says no more of which one than `on the sofa`. */
const POSTURES: ReadonlySet<string> = new Set(['sitting', 'standing', 'lying', 'hanging', 'placed']);
const OWNING: ReadonlySet<string> = new Set([...DETERMINERS, 'all', 'both', 'each', 'every']);
