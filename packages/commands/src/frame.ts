import { isAttributePhrase, isAttributeWord } from './attribute.js';
import { checkPhrase } from './check-phrase.js';
import type { Clause } from './clauses.js';
import type { Context } from './context.js';
import { COLOURS, HUES } from './lexicon/colours.js';
import { DETERMINERS, INDEFINITE, TO_BELONGS } from './lexicon/function-words.js';
import { MATERIALS } from './lexicon/materials.js';
import { ordinal } from './lexicon/numbers.js';
import { type Frame, REVERSING, VANISH } from './lexicon/verbs.js';
import { dropLeading, isWord, lower, phraseOf, wordsAt } from './phrase.js';
import { ambiguous, leftover, missing, twoArrows } from './refusals.js';
import type { Token } from './token.js';

type Tokens = readonly Token[];
type Change = Extract<Clause, { type: 'change' }>;

const SIDES: ReadonlySet<string> = new Set(['left', 'right', 'top', 'bottom', 'side', 'middle']);
const WORD_ARROWS: ReadonlySet<string> = new Set(['to', 'into']);

/** Whether `to` or `into` joins an edit here; in `next to` and `to the left of` it belongs to a place. */
export function isWordArrow(tokens: Tokens, i: number): boolean {
  if (!isWord(tokens[i], WORD_ARROWS) || isWord(tokens[i - 1], TO_BELONGS)) return false;
  const [place, of] = isWord(tokens[i + 1], DETERMINERS)
    ? [tokens[i + 2], tokens[i + 3]]
    : [tokens[i + 1], tokens[i + 2]];
  return !(isWord(place, SIDES) && isWord(of, new Set(['of', 'side'])));
}

/**
 * Reads what follows a verb of change; undefined if it does not say what the thing becomes.
 * @throws CommandError where the thing is missing, or something is said that no rule covers
 */
export function readFrame(context: Context, tokens: Tokens, verb: Tokens, frame: Frame): Clause | undefined {
  return (
    readVanish(tokens, verb) ??
    readFromTo(context, tokens, frame) ??
    readOutOf(context, tokens, frame) ??
    readLinked(context, tokens, verb, frame) ??
    readBare(context, tokens, verb, frame)
  );
}

/** `make the hat disappear` */
function readVanish(tokens: Tokens, verb: Tokens): Clause | undefined {
  if (tokens.length < 2 || !isWord(tokens.at(-1), VANISH)) return undefined;
  return { type: 'remove', source: tokens.slice(0, -1), said: [...verb, ...tokens] };
}

/** `the ball from blue to green`, `from a cat to a dog`. */
function readFromTo(context: Context, tokens: Tokens, frame: Frame): Change | undefined {
  const from = tokens.findIndex((token, i) => isWord(token, new Set(['from'])) && !isSide(tokens, i + 1));
  const to = tokens.findIndex((_, i) => i > from && isWordArrow(tokens, i));
  if (from < 0 || to < 0) return undefined;
  const [thing, old, target] = [tokens.slice(0, from), tokens.slice(from + 1, to), tokens.slice(to + 1)];
  if (old.length === 0 || target.length === 0) throw missing(context, [tokens[to]!], 'target');
  const change = { type: 'change' as const, target, relator: [tokens[to]!], frame };
  if (thing.length === 0) return { ...change, source: old };
  if (!isAttributePhrase(old)) throw leftover(context, tokens.slice(from, to));
  const bare = dropLeading(thing, DETERMINERS);
  return { ...change, source: [...thing.slice(0, thing.length - bare.length), ...old, ...bare] };
}

/** Whether `left` or `the right` stands here. */
export function isSide(tokens: Tokens, at: number): boolean {
  return isWord(tokens[isWord(tokens[at], DETERMINERS) ? at + 1 : at], SIDES);
}

/** `make a dog out of the cat`, `make the table out of wood` */
function readOutOf(context: Context, tokens: Tokens, frame: Frame): Change | undefined {
  const at = tokens.findIndex((_, i) => wordsAt(tokens, i, ['out', 'of']));
  if (frame.bare !== 'anything' || at < 1 || at + 2 >= tokens.length) return undefined;
  const [first, last, relator] = [tokens.slice(0, at), tokens.slice(at + 2), tokens.slice(at, at + 2)];
  const [isNew, isMaterial] = [isWord(first[0], INDEFINITE), isAttributePhrase(last)];
  if (isNew === isMaterial) throw leftover(context, tokens.slice(at));
  const [source, target] = isNew ? [last, first] : [first, last];
  return { type: 'change', source, target, relator, frame };
}

/** `change the cat to a dog`, `replace the cup with a hat`, `make the hat look red`. */
function readLinked(context: Context, tokens: Tokens, verb: Tokens, frame: Frame): Change | undefined {
  const links = [...tokens.keys()].filter((i) => isLink(tokens, i, frame));
  const [at] = links;
  if (at === undefined) return undefined;
  if (frame.onlyAttributes) return readPainted(tokens, links, frame);
  const second = links.find((i) => i > at && !isChain(tokens, at, i));
  if (second !== undefined) {
    if (isWordArrow(tokens, second)) throw twoArrows(context, tokens[second]!);
    throw ambiguous(
      context,
      tokens,
      'Write it with an arrow, such as "cat→dog", so that both sides are clear.',
    );
  }
  const end = links.findLast((i) => isChain(tokens, at, i))!;
  const [first, last] = [tokens.slice(0, at), tokens.slice(end + 1)];
  const relator = tokens.slice(at, end + 1);
  if (first.length === 0) throw missing(context, relator, 'source');
  if (last.length === 0) throw missing(context, relator, 'target');
  const reversed = isWord(verb[0], REVERSING) && isWord(tokens[at], new Set(['for']));
  const [source, target] = reversed ? [last, first] : [first, last];
  return { type: 'change', source, target, relator, frame };
}

function isLink(tokens: Tokens, i: number, frame: Frame): boolean {
  if (!isWord(tokens[i], frame.links)) return false;
  if (isWord(tokens[i], WORD_ARROWS)) return isWordArrow(tokens, i);
  // "in the middle" is a place
  return !(
    isWord(tokens[i], new Set(['in'])) &&
    (isSide(tokens, i + 1) || isWord(tokens[i + 1], new Set(['front'])))
  );
}

/** Whether the links stand next to each other: `to be`. */
function isChain(tokens: Tokens, from: number, to: number): boolean {
  return tokens
    .slice(from, to)
    .every((token) => isWord(token, new Set(['to', 'into', 'look', 'be', 'become'])));
}

/** `paint the ball in yellow`: the last link that an attribute follows. */
function readPainted(tokens: Tokens, links: readonly number[], frame: Frame): Change | undefined {
  const at = links.findLast((i) => i > 0 && isAttributePhrase(tokens.slice(i + 1)));
  if (at === undefined) return undefined;
  return {
    type: 'change',
    source: tokens.slice(0, at),
    target: tokens.slice(at + 1),
    relator: [tokens[at]!],
    frame,
  };
}

/** `make the hat red`, `make the cat a dog`. */
function readBare(context: Context, tokens: Tokens, verb: Tokens, frame: Frame): Change | undefined {
  if (frame.bare === 'nothing') return undefined;
  const at = (frame.bare === 'anything' ? findArticle(tokens) : undefined) ?? findAttribute(context, tokens);
  if (at === undefined) return undefined;
  const source = tokens.slice(0, at);
  if (isWord(tokens[at], INDEFINITE) && countNouns(source) > 1) {
    checkPhrase(context, dropLeading(source, DETERMINERS), 'source');
    throw ambiguous(context, source, 'Write "into" or an arrow before what it becomes, such as "cup→a mug".');
  }
  return { type: 'change', source, target: tokens.slice(at), relator: verb, frame };
}

/** How many words at the end of a name are no adjectives: the second of `cat wear` may be a verb. */
function countNouns(tokens: Tokens): number {
  const before = tokens.findLastIndex(
    (token) => isWord(token, BEFORE_ARTICLE) || isWord(token, DETERMINERS) || /['’]s$/iu.test(token.text),
  );
  return tokens.slice(before + 1).filter((token) => token.type === 'word' && !isDescribing(token)).length;
}

const isDescribing = (token: Token) =>
  isAttributeWord(token.text) || SIDES.has(lower(token)) || ordinal(token.text) !== undefined;

const BEFORE_ARTICLE: ReadonlySet<string> = new Set(
  'on in at of with by under behind above below near next beside over to wearing holding'.split(' '),
);

/** Where an indefinite article begins a second noun phrase. */
function findArticle(tokens: Tokens): number | undefined {
  const at = tokens.findIndex(
    (token, i) => i > 0 && isWord(token, INDEFINITE) && !isWord(tokens[i - 1], BEFORE_ARTICLE),
  );
  return at > 0 && !isBitOf(tokens, at) ? at : undefined;
}

/** `a bit`, `a little` are no things. */
const isBitOf = (tokens: Tokens, at: number) =>
  isWord(tokens[at + 1], new Set(['bit', 'little', 'lot', 'touch']));

/** Where the attribute at the end begins: the longest one that leaves a thing before it. */
function findAttribute(context: Context, tokens: Tokens): number | undefined {
  const end = tokens.findLastIndex(({ type }) => type === 'word' || type === 'quoted') + 1;
  const least = tokens.length - dropLeading(tokens, DETERMINERS).length + 1;
  let found: number | undefined;
  for (let at = end - 1; at >= least && end - at <= LONGEST_ATTRIBUTE; at--) {
    if (isAttributePhrase(tokens.slice(at, end)) && !isNounBeforeColor(tokens, at, end)) found = at;
    else if (!isAttributeWord(tokens[at]!.text) && !HUES.has(lower(tokens[at]!)) && found !== undefined)
      break;
  }
  if (found !== undefined && found > least && isAttributePhrase(tokens.slice(least - 1, found)))
    throw ambiguous(
      context,
      tokens,
      `Write an arrow where it changes, such as "${phraseOf(tokens.slice(least - 1, end - 1))}→${tokens[end - 1]!.text}".`,
    );
  return found;
}

const LONGEST_ATTRIBUTE = 8;

/** `glass red` in `make the wine glass red`: a material never precedes a color, so it is the thing here. */
function isNounBeforeColor(tokens: Tokens, at: number, end: number): boolean {
  const [word, next] = [lower(tokens[at]!), tokens[at + 1]];
  return (
    at + 1 < end && MATERIALS.has(word) && !HUES.has(word) && next !== undefined && COLOURS.has(lower(next))
  );
}
