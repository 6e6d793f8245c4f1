import type { Clause } from './clauses.js';
import type { Context } from './context.js';
import { isSide, isWordArrow, readFrame } from './frame.js';
import { readKept } from './kept.js';
import { ASKING } from './lexicon/closed-class.js';
import { WISHERS } from './lexicon/fillers.js';
import {
  ADD_VERBS,
  BECOMES,
  CHANGE_VERBS,
  EXCHANGING,
  type Frame,
  IMPOSSIBLE,
  INSTEAD,
  MAKE,
  MODALS,
  REMOVE_PHRASES,
  REMOVE_VERBS,
  WISH,
} from './lexicon/verbs.js';
import { findPhrase, isWord, leadingPhrase, lower } from './phrase.js';
import { impossible, leftover, missing, needsPlace, question, twoArrows } from './refusals.js';
import type { Token } from './token.js';

type Tokens = readonly Token[];

/**
 * Reads one chunk.
 * @param shared the frame of an earlier verb of the sentence: `make the cat a dog and` *the hat red*
 */
export function readClause(context: Context, tokens: Tokens, shared: Frame | undefined): Clause {
  return (
    readAsked(context, tokens) ??
    readKept(context, tokens) ??
    readSign(context, tokens) ??
    readVerb(context, tokens) ??
    readStatement(tokens) ??
    readEquals(context, tokens) ??
    readWordArrow(context, tokens) ??
    (shared && readFrame(context, tokens, [], shared)) ?? { type: 'bare', tokens }
  );
}

function readAsked(context: Context, tokens: Tokens): undefined {
  if (!isWord(tokens[0], ASKING) || tokens.some(({ type }) => type === 'arrow')) return;
  const [first, next] = tokens;
  const denies = isWord(first, new Set(['do', 'does', 'did'])) && isWord(next, new Set(['not']));
  if (!denies) throw question(context, tokens);
}

/** `cat→dog`, `turn the cat → dog`, `cat<->dog`. */
function readSign(context: Context, tokens: Tokens): Clause | undefined {
  const at = tokens.findIndex(({ type }) => type === 'arrow' || type === 'swap');
  const back = tokens.find(({ type }) => type === 'back');
  if (back) throw leftover(context, [back]);
  if (at < 0) return undefined;
  const arrow = tokens[at]!;
  const second = tokens.find(({ type }, i) => i > at && (type === 'arrow' || type === 'swap'));
  if (second) throw twoArrows(context, second);
  const equals = tokens.find(({ type }) => type === 'equals' || type === 'plus');
  if (equals) throw leftover(context, [equals]);
  const [before, target] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const source = before.length > 1 && isWord(before[0], CHANGE_VERBS) ? before.slice(1) : before;
  if (source.length === 0) throw missing(context, [arrow], 'source');
  if (!target.some(isPhraseToken)) throw missing(context, [arrow], 'target');
  if (arrow.type === 'swap') return { type: 'swap', first: source, second: target };
  return { type: 'change', source, target, relator: [arrow], frame: undefined };
}

const isPhraseToken = ({ type }: Token) => type === 'word' || type === 'quoted';

/** Whatever begins with a verb. */
function readVerb(context: Context, tokens: Tokens): Clause | undefined {
  const [verb, ...rest] = tokens as [Token, ...Token[]];
  if (verb.type === 'plus') return readAdd(context, tokens, 1);
  if (verb.type !== 'word') return undefined;
  const wish = leadingPhrase(tokens, WISHERS);
  if (wish > 0) return readWish(context, tokens, wish);
  const removing = leadingPhrase(tokens, REMOVE_PHRASES) || Number(isWord(verb, REMOVE_VERBS));
  if (removing > 0) return readRemove(context, tokens, removing);
  const taken = isWord(verb, new Set(['take'])) ? readTaken(tokens) : undefined;
  if (taken) return taken;
  const instead = readInstead(tokens);
  if (instead) return instead;
  if (isAdding(tokens)) return readAdd(context, tokens, 1);
  if (isWord(verb, IMPOSSIBLE)) throw impossible(context, [verb], IMPOSSIBLE.get(lower(verb))!);
  const frame = CHANGE_VERBS.get(lower(verb));
  if (frame) {
    const object = isWord(rest[0], new Set(['only', 'just'])) ? rest.slice(1) : rest;
    if (object.length === 0) throw missing(context, [verb], 'source');
    const read = readFrame(context, object, [verb], frame);
    const isExchange = isWord(verb, EXCHANGING);
    return read ?? { type: 'open', source: object, frame, isExchange };
  }
  return isWord(verb, MODALS) ? readModal(context, tokens) : undefined;
}

/** `take the hat off the cat` removes; `paint a hat on the cat` adds. */
function isAdding(tokens: Tokens): boolean {
  const [verb, article] = tokens;
  if (isWord(verb, ADD_VERBS)) return true;
  return (
    isWord(verb, new Set(['paint'])) &&
    isWord(article, new Set(['a', 'an', 'another', 'some'])) &&
    tokens.some((token) => isWord(token, new Set(['on', 'onto', 'next', 'behind', 'over'])))
  );
}

/** Words that say where something new goes: `to the cat`, `on the cat`. */
const TOWARD = new Set(['to', 'onto']);
const BESIDE = new Set(['on', 'behind', 'over', 'under', 'beside', 'near', 'above', 'below']);
const THE = new Set(['the', 'his', 'her', 'its', 'their', 'my', 'this', 'that']);

function readAdd(context: Context, tokens: Tokens, length: number): Clause {
  if (!context.region) throw needsPlace(context, tokens);
  const said = tokens.slice(length).filter((token) => !isWord(token, new Set(['here', 'there'])));
  // The region says where.
  const place = said.findIndex(
    (token, i) => isWord(token, TOWARD) || (isWord(token, BESIDE) && isWord(said[i + 1], THE)),
  );
  const target = place < 0 ? said : said.slice(0, place);
  if (target.length === 0) throw missing(context, tokens, 'target');
  return { type: 'add', target, said: tokens };
}

/** `remove the hat`, `remove the hat from the cat`. */
function readRemove(context: Context, tokens: Tokens, length: number): Clause {
  const source = tokens.slice(length);
  if (source.length === 0) throw missing(context, tokens, 'source');
  return { type: 'remove', source: source.map(asOwner), said: tokens };
}

/** `take the hat off`, `take the hat off the cat`. */
function readTaken(tokens: Tokens): Clause | undefined {
  const at = tokens.findIndex((token) => isWord(token, new Set(['off', 'away', 'out'])));
  if (at < 2) return undefined;
  const owner = tokens.slice(at + 1).filter((token, i) => i > 0 || !isWord(token, new Set(['of'])));
  const on = owner.length > 0 && !isWord(owner[0], AWAY) ? [{ ...tokens[at]!, text: 'on' }] : [];
  return { type: 'remove', source: [...tokens.slice(1, at), ...on, ...owner.map(asOwner)], said: tokens };
}

const AWAY: ReadonlySet<string> = new Set(['from', 'off']);
/** What a thing is taken from owns it; `from the right` still counts. */
const asOwner = (token: Token, i: number, tokens: Tokens): Token =>
  isWord(token, AWAY) && !isSide(tokens, i + 1) ? { ...token, text: 'on' } : token;

/** `a dog instead of the cat`, also after `put` and `use`. */
function readInstead(tokens: Tokens): Clause | undefined {
  const found = findPhrase(tokens, INSTEAD);
  if (!found || found.at === 0) return undefined;
  const relator = tokens.slice(found.at, found.at + found.length);
  const from = isWord(tokens[0], new Set(['put', 'use', 'place', 'show'])) ? 1 : 0;
  const [target, source] = [tokens.slice(from, found.at), tokens.slice(found.at + found.length)];
  if (source.length === 0 || target.length === 0) return undefined;
  return { type: 'change', source, target, relator, frame: undefined };
}

/** `I want the hat to be red`. */
function readWish(context: Context, tokens: Tokens, length: number): Clause {
  const [relator, rest] = [tokens.slice(0, length), tokens.slice(length)];
  if (rest.length === 0) throw missing(context, relator, 'source');
  return (
    readInstead(rest) ??
    readStatement(rest) ??
    readFrame(context, rest, relator, WISH) ?? { type: 'open', source: rest, frame: WISH, isExchange: false }
  );
}

/** `the cat becomes a dog`, `the hat should be red`. */
function readStatement(tokens: Tokens): Clause | undefined {
  const found = findPhrase(tokens, BECOMES);
  if (!found || found.at === 0 || found.at + found.length >= tokens.length) return readInstead(tokens);
  const relator = tokens.slice(found.at, found.at + found.length);
  const [source, target] = [tokens.slice(0, found.at), tokens.slice(found.at + found.length)];
  return { type: 'change', source, target, relator, frame: MAKE };
}

/** `could the hat be red?` */
function readModal(context: Context, tokens: Tokens): Clause {
  const at = tokens.findIndex((token) => isWord(token, new Set(['be', 'become'])));
  if (at < 2 || at === tokens.length - 1) throw leftover(context, tokens.slice(0, 1));
  const [source, target] = [tokens.slice(1, at), tokens.slice(at + 1)];
  return { type: 'change', source, target, relator: [tokens[at]!], frame: MAKE };
}

/** `hat: red`, `cat = dog`, `cat > dog`. */
function readEquals(context: Context, tokens: Tokens): Clause | undefined {
  const at = tokens.findIndex(({ type }) => type === 'equals');
  if (at < 0) return undefined;
  const [sign, second] = tokens.filter(({ type }) => type === 'equals');
  if (second) throw twoArrows(context, second);
  const [source, target] = [tokens.slice(0, at), tokens.slice(at + 1)];
  if (source.length === 0) throw missing(context, [sign!], 'source');
  if (!target.some(isPhraseToken)) throw missing(context, [sign!], 'target');
  return { type: 'change', source, target, relator: [sign!], frame: undefined };
}

/** `cat to dog`, `cat into dog`. */
function readWordArrow(context: Context, tokens: Tokens): Clause | undefined {
  const at = tokens.findIndex((_, i) => isWordArrow(tokens, i));
  if (at < 0) return undefined;
  const [source, target] = [tokens.slice(0, at), tokens.slice(at + 1)];
  if (source.length === 0) throw missing(context, [tokens[at]!], 'source');
  if (target.length === 0) throw missing(context, [tokens[at]!], 'target');
  const second = target.find((_, i) => isWordArrow(target, i));
  if (second) throw twoArrows(context, second);
  return { type: 'change', source, target, relator: [tokens[at]!], frame: undefined };
}
