import type { OwnSelector, Selector } from '@dualedit/foundation';
import { withoutTrailingFillers } from './chunks.js';
import type { Context } from './context.js';
import { isSelecting, readHead } from './head.js';
import { known } from './known.js';
import { DETERMINERS } from './lexicon/function-words.js';
import { BACKGROUND } from './lexicon/places.js';
import { isWord, lower, phraseOf } from './phrase.js';
import { isPlural, singular } from './plural.js';
import { ambiguous, leftover, missing, whichError } from './refusals.js';
import { combine, type Hint } from './selector.js';
import { readTail, type Tail } from './tail.js';
import type { Token } from './token.js';

/** A thing in the picture, as a noun phrase names it. */
export interface Thing {
  /** Without determiners and selectors, as the model knows the words. */
  tokens: readonly Token[];
  phrase: string;
  which: Selector;
  /** Whether its noun was quoted, so that it is left as it is. */
  literal: boolean;
}

/** How many owners may stand behind each other: `the hat on the cat next to the ball`. */
const DEEPEST = 3;

/**
 * Reads the name of a thing: `the left cat`, `cat#2`, `all of the cats`, `hat on the right cat`, `the cat's hat`,
 * `second cat from the right`, `ball next to the cup`.
 * @throws CommandError `command-which`, `command-leftover`, `command-pronoun`, `command-unknown-word`, …
 */
export function readThing(context: Context, tokens: readonly Token[], depth = 0): Thing {
  const all = withoutTrailingFillers(tokens);
  if (depth > DEEPEST) throw leftover(context, all);
  const tail = readTail(context, all);
  const head = readHead(context, all.slice(0, tail.from));
  const rest = head.tokens;
  if (rest.length === 0 || isSelectorAlone(rest)) throw missing(context, all, 'source');
  if (isWord(rest.at(-1), ROWS)) throw whichError(context, all, 'Rows are called top, middle and bottom.');
  if (!head.isBackReference) context.last = rest;
  const last = rest.at(-1)!;
  const words = wordsOf(context, rest);
  const phrase = head.isOneOf ? singular(phraseOf(words)) : phraseOf(words);
  const own = combine(allHints(head.hints, tail.hints, last.type !== 'quoted' && isPlural(phrase)));
  if (!own) throw whichError(context, all, 'Which one is meant is said in ways that do not go together.');
  const implied: OwnSelector =
    own.type === 'best' && (tail.owner || head.owner) && last.type !== 'quoted' && isPlural(phrase)
      ? { type: 'all' }
      : own;
  const owner = head.owner ? { relation: 'part-of' as const, tokens: head.owner } : tail.owner;
  if (head.owner && tail.owner) throw whichError(context, all, 'Two owners are said.');
  const literal = last.type === 'quoted';
  if (!owner) return { tokens: words, phrase, which: implied, literal };
  const which = ofOwner(context, owner, implied, depth);
  return { tokens: words, phrase: implied.type === 'all' ? singular(phrase) : phrase, which, literal };
}

/** `left→red`: left what? A top is a thing. */
function isSelectorAlone(tokens: readonly Token[]): boolean {
  const [only, ...more] = tokens;
  if (more.length > 0 || only?.type !== 'word') return false;
  return isWord(only, DETERMINERS) || (isSelecting(only) && lower(only) !== 'top');
}

const ROWS: ReadonlySet<string> = new Set(['row', 'rows', 'column', 'columns']);

/** `the cups in the top row` are all of that row. */
function allHints(before: readonly Hint[], after: readonly Hint[], many: boolean): Hint[] {
  const hints = [...before, ...after];
  const isRow = hints.length === 1 && hints[0]!.type === 'row';
  return isRow && many ? [...hints, { type: 'all' }] : hints;
}

/** As the model knows them; the background is no thing that it would have to know. */
function wordsOf(context: Context, tokens: readonly Token[]): Token[] {
  const last = tokens.at(-1)!;
  if (last.type === 'quoted') return [...tokens];
  if (isWord(last, BACKGROUND)) return [...known(context, tokens.slice(0, -1)), last];
  const nouns = context.vocabulary?.nouns ?? [];
  const at = tokens.findIndex(
    ({ text }, i) => i + 1 < tokens.length && isPlural(text) && nouns.includes(singular(text.toLowerCase())),
  );
  if (at >= 0) {
    const owner = singular(tokens[at]!.text);
    const hint = `Write "the ${owner}'s ${phraseOf(tokens.slice(at + 1))}" for what is on the ${owner}.`;
    throw ambiguous(context, tokens, hint);
  }
  return known(context, tokens);
}

function ofOwner(
  context: Context,
  { relation, tokens }: NonNullable<Tail['owner']>,
  own: OwnSelector,
  depth: number,
): Selector {
  const last = context.last;
  const other = readThing(context, tokens, depth + 1);
  context.last = last;
  const isMany =
    other.which.type === 'all' || (other.which.type === 'best' && !other.literal && isPlural(other.phrase));
  const name = isMany && !other.literal ? singular(other.phrase) : other.phrase;
  const otherWhich: Selector = isMany && other.which.type === 'best' ? { type: 'all' } : other.which;
  const which = own.type === 'best' ? {} : { which: own };
  if (relation === 'part-of') {
    const ownerWhich = otherWhich.type === 'best' ? {} : { ownerWhich: otherWhich };
    return { type: 'part-of', owner: name, ...ownerWhich, ...which };
  }
  const tellsApart = otherWhich.type === 'best' ? {} : { otherWhich };
  return { type: 'near', relation, other: name, ...tellsApart, ...which };
}
