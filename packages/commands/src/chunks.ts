import { LEADING_FILLERS, LONGEST_FILLER, TRAILING_FILLERS } from './lexicon/fillers.js';
import { CHANGE_VERBS, REMOVE_VERBS } from './lexicon/verbs.js';
import { isWord, lower } from './phrase.js';
import type { Token } from './token.js';

/** A part of a sentence between commas and conjunctions, and how it is joined to the one before. */
export interface Chunk {
  by: 'start' | 'comma' | 'and' | 'plus' | 'but' | 'then' | 'without';
  /** The conjunction, if it is a word. */
  joint: Token | undefined;
  tokens: readonly Token[];
}

const JOINTS: ReadonlyMap<string, Chunk['by']> = new Map([
  ['and', 'and'],
  ['&', 'and'],
  ['then', 'then'],
  ['but', 'but'],
]);

/** `without changing the hat` */
export const UNCHANGING: ReadonlySet<string> = new Set(
  'changing touching editing altering modifying affecting moving removing'.split(' '),
);

/** The sentences of a command, without what ends them and without the signs of a list's lines. */
export function findSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let sentence: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'stop') {
      // "1." before an item of a list
      if (sentence.length === 1 && /^\d{1,2}$/.test(sentence[0]!.text) && tokens[i + 1]) sentence = [];
      if (sentence.length > 0) sentences.push(sentence);
      sentence = [];
    } else if (sentence.length > 0 || !isBullet(token, tokens[i + 1])) sentence.push(token);
  }
  return sentence.length > 0 ? [...sentences, sentence] : sentences;
}

const BULLET: ReadonlySet<string> = new Set(['-', '–', '—', '*', '•', '·']);

function isBullet(token: Token, next: Token | undefined): boolean {
  return isWord(token, BULLET) && next !== undefined;
}

/** The chunks of a sentence, without words that ask for nothing; chunks of such words alone are dropped. */
export function findChunks(sentence: readonly Token[]): Chunk[] {
  const chunks: Chunk[] = [];
  let chunk: Chunk & { tokens: Token[] } = { by: 'start', joint: undefined, tokens: [] };
  const finish = () => {
    const tokens = withoutFillers(chunk.tokens);
    if (tokens.length > 0) chunks.push({ ...chunk, tokens });
  };
  for (const [i, token] of sentence.entries()) {
    const by = jointOf(token, sentence[i + 1]);
    if (!by) {
      chunk.tokens.push(token);
      continue;
    }
    finish();
    const isEmpty = chunk.tokens.length === 0;
    // Of ", and then" the last word counts.
    const isLater = by === 'comma' && isEmpty && chunk.by !== 'start';
    // A plus after a comma adds.
    const joins = isLater ? chunk.by : by === 'plus' && isEmpty && chunk.by === 'comma' ? 'comma' : by;
    chunk = { by: joins, joint: token.type === 'word' ? token : undefined, tokens: [] };
    if (by === 'without' || by === 'plus') chunk.tokens.push(token);
  }
  finish();
  return chunks.map((one, i) => {
    const [plus, ...rest] = one.tokens;
    // A plus between two edits joins them; before the first word of a sentence or after a comma it adds.
    const joins = plus?.type === 'plus' && i > 0 && one.by === 'plus' && rest.length > 0;
    return joins ? { ...one, tokens: rest } : one;
  });
}

function jointOf(token: Token, next: Token | undefined): Chunk['by'] | undefined {
  if (token.type === 'comma') return 'comma';
  if (token.type === 'plus') return 'plus';
  if (token.type !== 'word') return undefined;
  if (lower(token) === 'without' && isWord(next, UNCHANGING)) return 'without';
  return JOINTS.get(lower(token));
}

/** Before a verb they count requests; before a noun they say which one. */
const SELECTS_TOO: ReadonlySet<string> = new Set(['first', 'next', 'try']);
const isVerb = (token: Token | undefined) =>
  isWord(token, CHANGE_VERBS) || isWord(token, REMOVE_VERBS) || isWord(token, LEADING_FILLERS);

function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  let [from, to] = [0, tokens.length];
  for (let length = 1; length > 0; from += length) length = fillerAt(tokens, from, to);
  for (let length = 1; length > 0; to -= length) length = fillerBefore(tokens, from, to);
  return tokens.slice(from, to);
}

function fillerAt(tokens: readonly Token[], from: number, to: number): number {
  for (let length = Math.min(LONGEST_FILLER, to - from); length > 0; length--) {
    const isNext = length > 1 || !SELECTS_TOO.has(lower(tokens[from]!)) || isVerb(tokens[from + 1]);
    if (isNext && isFiller(tokens.slice(from, from + length), LEADING_FILLERS)) return length;
  }
  // "hi!"
  return from > 0 && from < to && tokens[from]!.type === 'bang' ? 1 : 0;
}

function fillerBefore(tokens: readonly Token[], from: number, to: number): number {
  const last = tokens[to - 1];
  if (to - from > 1 && last?.emoji === 'face') return faceLength(tokens, from, to);
  // "… please!"
  const bangs = last?.type === 'bang' ? 1 : 0;
  for (let length = Math.min(LONGEST_FILLER, to - bangs - from); length > 0; length--) {
    const end = to - bangs;
    if (isFiller(tokens.slice(end - length, end), TRAILING_FILLERS)) return length + bangs;
  }
  return 0;
}

/** How many words the name of the last emoji has, unless it is all that an edit has there. */
function faceLength(tokens: readonly Token[], from: number, to: number): number {
  let first = to - 1;
  while (first > from && tokens[first - 1]!.end === tokens[to - 1]!.end) first--;
  const before = tokens[first - 1];
  return first > from && (before?.type === 'word' || before?.type === 'quoted') ? to - first : 0;
}

function isFiller(tokens: readonly Token[], fillers: ReadonlySet<string>): boolean {
  return tokens.every(({ type }) => type === 'word') && fillers.has(tokens.map(lower).join(' '));
}

/** A source such as `the cat in the picture`, without what is true of everything. */
export function withoutTrailingFillers(tokens: readonly Token[]): readonly Token[] {
  let to = tokens.length;
  for (let length = 1; length > 0; to -= length) length = fillerBefore(tokens, 0, to);
  return to > 0 ? tokens.slice(0, to) : tokens;
}
