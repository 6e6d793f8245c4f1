import { isAttributePhrase } from './attribute.js';
import type { CommandError } from './command-error.js';
import { type Context, errorAt, quote } from './context.js';
import { isKnown } from './known.js';
import { CLOSED_CLASS } from './lexicon/closed-class.js';
import { DETERMINERS } from './lexicon/function-words.js';
import { ADD_VERBS, CHANGE_VERBS, EXCHANGING, REMOVE_VERBS } from './lexicon/verbs.js';
import { lower } from './phrase.js';
import { near } from './spelling.js';
import type { Token } from './token.js';
import type { Vocabulary } from './vocabulary.js';

/** What Dualedit does, for refusals of what it does not. */
const POSSIBLE =
  'What works: another thing ("cat→dog"), another color or material ("hat→red"), both ("hat→red cap").';

/** Words that no rule has understood. They are never made a part of a phrase. */
export function leftover(context: Context, some: readonly Token[]): CommandError {
  const tokens = withUnknown(context, some);
  const verb = near(tokens[0]!.text.toLowerCase(), [...CHANGE_VERBS.keys(), ...REMOVE_VERBS]);
  return errorAt(
    context,
    'command-leftover',
    tokens,
    `${quote(context, tokens)} was not understood.`,
    verb
      ? `Did you mean "${verb}"?`
      : 'Delete it, say it as an edit of its own such as "hat→red", or put a name that contains it in quotation marks.',
  );
}

/** What was not understood, with the word before it if nobody knows that: it was taken for a name before it. */
function withUnknown({ tokens, vocabulary }: Context, some: readonly Token[]): readonly Token[] {
  const before = tokens[tokens.findIndex(({ start }) => start === some[0]!.start) - 1];
  const isUnknown = before?.type === 'word' && vocabulary && !isKnownWord(vocabulary, lower(before));
  return isUnknown ? [before, ...some] : some;
}

/** Whether a word is the model's or the grammar's. */
function isKnownWord(vocabulary: Vocabulary, word: string): boolean {
  return isKnown(vocabulary, word) || CLOSED_CLASS.has(word) || DETERMINERS.has(word) || isVerb(word);
}

const isVerb = (word: string) => CHANGE_VERBS.has(word) || EXCHANGING.has(word) || ADD_VERBS.has(word);

/** What people write where an arrow was meant: `cat - dog`, `cat ~ dog`. */
const OTHER_ARROW = /^([^=:>|~]+?)(?:\s*[=:>|~]+\s*|\s+[-–—]+\s+)([^=:>|~]+)$/u;
/** The same in words: `cat as a dog`, `cat with a dog`, `the hat is red`. */
const OTHER_WORDS = /^(\S.*?)\s+(?:with|by|for|as|is|are|2)\s+(\S.*)$/isu;
const REMOVING = /^(?:no|without)\s+(\S.*)$/isu;

export function noArrow(context: Context, tokens: readonly Token[]): CommandError {
  const said = quote(context, tokens, 80).slice(1, -1);
  const verb = near(tokens[0]!.text.toLowerCase(), [...CHANGE_VERBS.keys(), ...REMOVE_VERBS]);
  return errorAt(
    context,
    'command-no-arrow',
    tokens,
    `There is no arrow or verb in ${quote(context, tokens)} that says what becomes what.`,
    verb && tokens.length > 1 ? `Did you mean "${verb}"?` : arrowHint(said, tokens),
  );
}

function arrowHint(said: string, tokens: readonly Token[]): string {
  const other = said.length > 80 ? null : (OTHER_ARROW.exec(said) ?? OTHER_WORDS.exec(said));
  if (other) return `Write "${other[1]}→${other[2]}" (or "->").`;
  const removed = REMOVING.exec(said);
  if (removed) return `Write "${removed[1]}→nothing" to remove it.`;
  const last = tokens.at(-1)!;
  if (tokens.length === 2 && isAttributePhrase([last]))
    return `Write "${tokens[0]!.text}→${last.text}" (or "->").`;
  return `Write "${said.length > 40 ? 'cat' : said}→…" (or "->") with what it becomes after the arrow.`;
}

export function twoArrows(context: Context, second: Token): CommandError {
  return errorAt(
    context,
    'command-two-arrows',
    [second],
    'One edit has two arrows.',
    'Part the edits by a comma, such as "cat→dog, hat→red"; put quotation marks around a phrase that holds an arrow.',
  );
}

export function missing(context: Context, tokens: readonly Token[], side: 'source' | 'target'): CommandError {
  const isSource = side === 'source';
  const isArrow = tokens.length === 1 && ['arrow', 'equals'].includes(tokens[0]!.type);
  return errorAt(
    context,
    `command-no-${side}`,
    tokens,
    isArrow
      ? `Nothing stands ${isSource ? 'before' : 'after'} the arrow.`
      : isSource
        ? 'Nothing says what in the picture is meant.'
        : `Nothing says what ${quote(context, tokens)} becomes.`,
    isSource
      ? 'Name the thing before the arrow, such as "cat→dog", or after the verb, such as "make the hat red".'
      : 'Say it after the arrow, such as "cat→dog", or after the thing, such as "make the hat red"; "hat→nothing" removes.',
  );
}

export function question(context: Context, tokens: readonly Token[]): CommandError {
  return errorAt(
    context,
    'command-question',
    tokens,
    'This is a question, and Dualedit only edits.',
    `${POSSIBLE} To see where a thing is, find its mask.`,
  );
}

export function impossible(context: Context, tokens: readonly Token[], what: string): CommandError {
  return errorAt(context, 'command-impossible', tokens, `${what} is not possible.`, POSSIBLE);
}

export function needsPlace(context: Context, tokens: readonly Token[]): CommandError {
  return errorAt(
    context,
    'command-needs-place',
    tokens,
    'Something new needs a place.',
    'Mark where it goes with a box or a mask and write "+ red hat", such as --region 40,20,64,64 on the command line, or change what is there: "cat→cat wearing a hat".',
  );
}

export function comparison(context: Context, tokens: readonly Token[]): CommandError {
  return errorAt(
    context,
    'command-comparison',
    tokens,
    `${quote(context, tokens)} compares, and an edit has nothing to compare with.`,
    'Say what it becomes in itself, such as "hat→dark blue".',
  );
}

export function pronoun(context: Context, tokens: readonly Token[]): CommandError {
  return errorAt(
    context,
    'command-pronoun',
    tokens,
    `${quote(context, tokens)} could be anything.`,
    'Name the thing, such as "hat→red"; several changes of one thing are one edit, such as "cat→white dog".',
  );
}

export function ambiguous(context: Context, tokens: readonly Token[], hint: string): CommandError {
  return errorAt(
    context,
    'command-ambiguous',
    tokens,
    `${quote(context, tokens)} can be read in two ways.`,
    hint,
  );
}

export function whichError(context: Context, tokens: readonly Token[], message: string): CommandError {
  return errorAt(
    context,
    'command-which',
    tokens,
    message,
    'Say which one by side ("left cat"), size ("largest cat"), number ("cat#2") or owner ("hat on the left cat"), or all ("all cats").',
  );
}
