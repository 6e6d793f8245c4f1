import type { Selector } from '@dualedit/foundation';
import { CommandError } from './command-error.js';
import { DETERMINERS, GROUNDS, PLACES, SELECTORS } from './lexicon/function-words.js';
import { COMPOUNDS } from './lexicon/nouns.js';
import { dropLeading, isWord, phraseOf } from './phrase.js';
import { singular } from './plural.js';
import type { Token } from './tokens.js';

export interface Source {
  /** The noun phrase, as it was written, without determiners and selector. */
  phrase: string;
  which: Selector;
  /** Whether its head was quoted, and so is to be left as it is. */
  literal: boolean;
}

/** A selector that was read from some of a source's tokens, and the tokens that are left. */
interface Reading {
  which: Selector;
  /** The tokens that say which one, for messages. */
  said: readonly Token[];
  rest: readonly Token[];
}

/**
 * Reads the left side of an arrow: `the left cat`, `cat#2`, `all of the cats`, `hat on the cat`, `cat's hat`,
 * `cat in the background`.
 * @throws CommandError `command-which`
 */
export function readSource(text: string, tokens: readonly Token[]): Source {
  let rest = tokens;
  let first: Reading | undefined;
  for (const read of [readNumber, readPrefix, readRelation]) {
    const reading = read(text, dropLeading(rest, DETERMINERS));
    if (!reading) continue;
    if (first) throw twice(text, first, reading);
    first = reading;
    rest = reading.rest;
  }
  rest = dropLeading(rest, DETERMINERS);
  return {
    phrase: phraseOf(rest),
    which: first?.which ?? { type: 'best' },
    literal: rest.at(-1)!.type === 'quoted',
  };
}

/** `cat#2`, `cat #2`, `#2 cat`. */
function readNumber(text: string, tokens: readonly Token[]): Reading | undefined {
  const at = tokens.findIndex((token) => token.type === 'hash');
  if (at < 0) return undefined;
  const [hash, number] = [tokens[at]!, tokens[at + 1]];
  const adjacent = number?.type === 'word' && number.start === hash.end;
  // Full-width digits are digits.
  const digits = number?.text.normalize('NFKC') ?? '';
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + 2)];
  if (!adjacent || !/^[1-9]\d?$/.test(digits) || rest.length === 0) {
    throw new CommandError({
      code: 'command-which',
      message: 'Expected a name and a number from 1 to 99 around "#".',
      hint: 'Count from the left and write "cat#2", or quote the phrase if "#" belongs to it.',
      text,
      span: [hash.start, adjacent ? number.end : hash.end],
    });
  }
  return { which: { type: 'ordinal', ordinal: Number(digits) }, said: [hash, number], rest };
}

/** `left cat`, `largest cat`, `second cat`, `2nd cat`, `all of the cats`. */
function readPrefix(_: string, tokens: readonly Token[]): Reading | undefined {
  const [head, next] = tokens;
  if (head?.type !== 'word' || !next) return undefined;
  const word = head.text.toLowerCase();
  if (COMPOUNDS.has(singular(`${word} ${next.text.toLowerCase()}`))) return undefined;
  const numeral = /^([1-9]\d?)(?:st|nd|rd|th)$/.exec(word);
  const which: Selector | undefined = numeral
    ? { type: 'ordinal', ordinal: Number(numeral[1]) }
    : SELECTORS.get(word);
  if (!which) return undefined;
  const ofThem = which.type === 'all' && isWord(next, OF) && tokens.length > 2;
  return { which, said: [head], rest: tokens.slice(ofThem ? 2 : 1) };
}

const OF: ReadonlySet<string> = new Set(['of']);
const PREPOSITIONS: ReadonlySet<string> = new Set(['on', 'in', 'at', 'to', 'of', 'by']);

/** `hat on the cat`, `hat of the cat`, `hat worn by the cat`, `cat's hat`, `cat on the left`, `cat in the background`. */
function readRelation(_: string, tokens: readonly Token[]): Reading | undefined {
  for (const [i, token] of tokens.entries()) {
    const after = tokens.slice(i + 1, i + 4);
    const owner =
      token.type === 'word' && after.length > 0 ? /^(.+)['’]s$/iu.exec(token.text)?.[1] : undefined;
    if (owner) {
      const said = tokens.slice(0, i + 1);
      const which = partOf([...said.slice(0, -1), { ...token, text: owner }]);
      return { which, said, rest: tokens.slice(i + 1) };
    }
    if (i === 0 || !isWord(token, PREPOSITIONS)) continue;
    const reading = readPlace(tokens, i) ?? readOwner(tokens, i);
    if (reading) return reading;
  }
  return undefined;
}

function partOf(owner: readonly Token[]): Selector {
  return { type: 'part-of', owner: phraseOf(dropLeading(owner, DETERMINERS)) };
}

const SIDE: ReadonlySet<string> = new Set(['side', 'half']);

/** A place that ends the source: `on the left`, `on the left side`, `in front`, `in the background`. */
function readPlace(tokens: readonly Token[], preposition: number): Reading | undefined {
  const place = dropLeading(tokens.slice(preposition + 1, preposition + 5), DETERMINERS);
  const end = place.length === 2 && isWord(place[1], SIDE) ? 2 : 1;
  if (place[0]?.type !== 'word' || place.length !== end || place.at(-1) !== tokens.at(-1)) return undefined;
  const word = place[0].text.toLowerCase();
  const which = PLACES.get(word) ?? GROUNDS.get(word);
  return which && { which, said: tokens.slice(preposition), rest: tokens.slice(0, preposition) };
}

/** `on` always names an owner; `of` only with a determiner (`glass of water` is one thing); `by` after `worn`, `held`. */
function readOwner(tokens: readonly Token[], preposition: number): Reading | undefined {
  const word = tokens[preposition]!.text.toLowerCase();
  const [next, more] = [tokens[preposition + 1], tokens[preposition + 2]];
  const from = word === 'by' ? preposition - 1 : preposition;
  const joins =
    word === 'on' ||
    (word === 'of' && isWord(next, DETERMINERS) && more) ||
    (word === 'by' && from > 0 && isWord(tokens[from], WORN));
  if (!joins || !next) return undefined;
  return {
    which: partOf(tokens.slice(preposition + 1)),
    said: tokens.slice(from),
    rest: tokens.slice(0, from),
  };
}

const WORN: ReadonlySet<string> = new Set(['worn', 'held', 'carried']);

function twice(text: string, first: Reading, second: Reading): CommandError {
  const quote = ({ said }: Reading) => `"${text.slice(said[0]!.start, said.at(-1)!.end)}"`;
  return new CommandError({
    code: 'command-which',
    message: `Which one is said twice: ${quote(first)} and ${quote(second)}.`,
    hint: 'Keep one of the two, or quote the phrase if one belongs to the name.',
    text,
    span: [second.said[0]!.start, second.said.at(-1)!.end],
  });
}
