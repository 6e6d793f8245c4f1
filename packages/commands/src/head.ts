import { checkPhrase, isPronoun } from './check-phrase.js';
import type { Context } from './context.js';
import { CORNERS, DEPTHS, DETERMINERS, EVERY, SIDES, SIZES_MEANT } from './lexicon/function-words.js';
import { COMPOUNDS } from './lexicon/nouns.js';
import { cardinal, ordinal } from './lexicon/numbers.js';
import { QUALITIES } from './lexicon/qualities.js';
import { misplaced } from './modifiers.js';
import { dropLeading, isWord, lower, wordsAt } from './phrase.js';
import { singular } from './plural.js';
import { pronoun, whichError } from './refusals.js';
import { cornerHints, type Hint } from './selector.js';
import type { Token } from './token.js';

/** A noun phrase up to its noun. */
export interface Head {
  hints: Hint[];
  /** Adjectives and noun. */
  tokens: readonly Token[];
  /** Of `the cat's hat`, the cat. */
  owner: readonly Token[] | undefined;
  /** Whether it is one of several, as in `one of the cats`. */
  isOneOf: boolean;
  /** Whether the noun is that of an earlier thing: `the right one`. */
  isBackReference: boolean;
}

/** @throws CommandError `command-which`, `command-pronoun`, `command-leftover`, `command-order`, `command-no-source` */
export function readHead(context: Context, tokens: readonly Token[]): Head {
  if (context.last && tokens.length > 1 && isWord(tokens[0], WHOSE)) throw pronoun(context, [tokens[0]!]);
  const owned = readPossessive(tokens);
  if (owned) return { ...readHead(context, owned.rest), owner: owned.owner };
  const stray = tokens.find(({ type }) => type !== 'word' && type !== 'quoted' && type !== 'hash');
  if (stray) throw misplaced(context.text, stray);
  const numbered = readNumber(context, tokens);
  const { hints, rest, isOneOf } = readSelectors(context, numbered.rest);
  const named = withoutOne(context, rest);
  checkPhrase(context, named, 'source');
  return {
    hints: [...numbered.hints, ...hints],
    tokens: named,
    owner: undefined,
    isOneOf,
    isBackReference: named !== rest,
  };
}

/** After something that was named, they mean its own. */
const WHOSE: ReadonlySet<string> = new Set(['his', 'her', 'their']);

/** `the right cat's hat`, `cats' hats`. */
function readPossessive(
  tokens: readonly Token[],
): { owner: readonly Token[]; rest: readonly Token[] } | undefined {
  // Of "the cat's hat's feather", the last one: its owner is "the cat's hat".
  const at = tokens.findLastIndex(
    ({ type, text }, i) => type === 'word' && i + 1 < tokens.length && /.(?:['’]s|s['’])$/iu.test(text),
  );
  if (at < 0) return undefined;
  const token = tokens[at]!;
  if (isPronoun(token)) return undefined;
  const name = { ...token, text: token.text.replace(/['’]s$/iu, '').replace(/['’]$/u, '') };
  return { owner: [...tokens.slice(0, at), name], rest: tokens.slice(at + 1) };
}

/** `cat#2`, `cat #2`, `#2 cat`. */
function readNumber(context: Context, tokens: readonly Token[]): { hints: Hint[]; rest: readonly Token[] } {
  const at = tokens.findIndex((token) => token.type === 'hash');
  if (at < 0) return readNumberWord(context, tokens);
  const [hash, number] = [tokens[at]!, tokens[at + 1]];
  const adjacent = number?.type === 'word' && number.start === hash.end;
  // Full-width digits are digits.
  const digits = number?.text.normalize('NFKC') ?? '';
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + 2)];
  if (!adjacent || !/^[1-9]\d?$/.test(digits) || rest.length === 0) {
    const said = adjacent ? [hash, number] : [hash];
    throw whichError(context, said, 'Expected a name and a number from 1 to 99 around "#".');
  }
  return { hints: [{ type: 'ordinal', ordinal: Number(digits) }], rest };
}

/** `cat number 2`. */
function readNumberWord(
  context: Context,
  tokens: readonly Token[],
): { hints: Hint[]; rest: readonly Token[] } {
  const last = tokens.at(-1);
  if (tokens.length < 2 || last?.type !== 'word') return { hints: [], rest: tokens };
  const digits = last.text.normalize('NFKC');
  const number = /^[1-9]\d?$/.test(digits) ? Number(digits) : undefined;
  const isNamed = tokens.length > 2 && isWord(tokens.at(-2), new Set(['number', 'no.', 'no', 'nr', 'nr.']));
  if (number !== undefined && isNamed)
    return { hints: [{ type: 'ordinal', ordinal: number }], rest: tokens.slice(0, -2) };
  if (number !== undefined || (!isWord(last, new Set(['one'])) && cardinal(last.text) !== undefined))
    throw whichError(context, [last], `"${last.text}" may be a number or a part of the name.`);
  return { hints: [], rest: tokens };
}

/** `the left`, `all of the`, `both`, `second`, `top left`, `the last two`. */
function readSelectors(
  context: Context,
  tokens: readonly Token[],
): { hints: Hint[]; rest: readonly Token[]; isOneOf: boolean } {
  const hints: Hint[] = [];
  let isOneOf = false;
  let rest = tokens;
  let before = tokens.length + 1;
  while (rest.length < before) {
    before = rest.length;
    rest = dropLeading(rest, DETERMINERS);
    const read = rest.length > 1 ? readSelector(context, rest) : undefined;
    if (!read) continue;
    hints.push(...read.hints);
    rest = rest.slice(read.length);
    if (rest.length > 1 && wordsAt(rest, 0, ['of'])) {
      rest = rest.slice(1);
      isOneOf = !read.hints.some(({ type }) => type === 'all');
    }
    if (hints.length > MOST_SELECTORS)
      throw whichError(context, tokens, 'Which one is meant is said too often.');
  }
  return { hints: withOneCount(hints), rest, isOneOf };
}

const MOST_SELECTORS = 4;

/** `both cats` and `all three cats` are one statement. */
function withOneCount(hints: readonly Hint[]): Hint[] {
  const all = hints.filter(({ type }) => type === 'all');
  const counts = all.flatMap((hint) => (hint.type === 'all' && hint.count ? [hint.count] : []));
  if (all.length < 2 || new Set(counts).size > 1) return [...hints];
  const one: Hint = counts[0] ? { type: 'all', count: counts[0] } : { type: 'all' };
  return [one, ...hints.filter(({ type }) => type !== 'all')];
}

function readSelector(
  context: Context,
  tokens: readonly Token[],
): { hints: Hint[]; length: number } | undefined {
  const [head, next] = tokens as [Token, Token];
  if (head.type !== 'word') return undefined;
  const word = lower(head);
  // `top "hat"` is the hat at the top
  if (next.type === 'word' && COMPOUNDS.has(singular(`${word} ${lower(next)}`))) return undefined;
  const one = (hint: Hint, length = 1) => ({ hints: [hint], length });
  if (word === 'another' || word === 'other')
    throw whichError(context, [head], `"${head.text}" does not say which one.`);
  if (word === 'any' || word === 'one') return { hints: [], length: 1 };
  if (word === 'both') return one({ type: 'all', count: 2 });
  if (EVERY.has(word)) return one({ type: 'all' });
  const count = cardinal(word);
  if (count !== undefined) return one({ type: 'all', count });
  const backwards = readBackwards(tokens);
  if (backwards) return backwards;
  const nth = ordinal(word);
  if (nth !== undefined) return one({ type: 'ordinal', ordinal: nth });
  const size = SIZES_MEANT.get(word);
  if (size) return one({ type: 'size', size });
  const depth = DEPTHS.get(word);
  if (depth && !wordsAt(tokens, 1, ['to'])) return one({ type: 'depth', depth });
  const corner = cornerHints(word);
  if (corner) return { hints: corner, length: 1 };
  if (word === 'far' && SIDES.has(lower(next))) return { hints: [], length: 1 };
  const side = SIDES.get(word);
  if (side) return one({ type: 'side', side });
  if (isSuperlative(word))
    throw whichError(context, [head], `"${head.text}" is not something that Dualedit can measure.`);
  return undefined;
}

/** `last`, `second to last`, `second last`, `next to last`. */
function readBackwards(tokens: readonly Token[]): { hints: Hint[]; length: number } | undefined {
  const from: Hint = { type: 'from', from: 'right' };
  if (wordsAt(tokens, 0, ['last']) || wordsAt(tokens, 0, ['final']))
    return { hints: [{ type: 'ordinal', ordinal: 1 }, from], length: 1 };
  const nth = wordsAt(tokens, 0, ['next']) ? 2 : ordinal(lower(tokens[0]!));
  const length = wordsAt(tokens, 1, ['to', 'last']) ? 3 : wordsAt(tokens, 1, ['last']) ? 2 : 0;
  if (nth === undefined || length === 0 || tokens.length <= length) return undefined;
  return { hints: [{ type: 'ordinal', ordinal: nth }, from], length };
}

/** Whether a word says which one, rather than what. */
export function isSelecting(token: Token): boolean {
  const word = lower(token);
  const tables = [SIDES, SIZES_MEANT, CORNERS];
  return EVERY.has(word) || tables.some((table) => table.has(word)) || ordinal(word) !== undefined;
}

function isSuperlative(word: string): boolean {
  const stem = /^(\w{2,}?)(?:iest|est)$/.exec(word)?.[1];
  if (!stem) return false;
  return [stem, `${stem}e`, `${stem}y`, stem.slice(0, -1)].some(
    (form) => QUALITIES.has(form) || ['dark', 'bright', 'red', 'blu', 'green'].includes(form),
  );
}

/** `the right one` is the right one of what was named last. */
function withoutOne(context: Context, tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (!isWord(last, new Set(['one', 'ones']))) return tokens;
  checkPhrase(context, tokens.slice(0, -1), 'source');
  if (!context.last) throw pronoun(context, [last!]);
  const { start, end } = last!;
  return [...tokens.slice(0, -1), ...context.last.map((token) => ({ ...token, start, end }))];
}
