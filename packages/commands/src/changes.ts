import type { Change, Edit, Selector } from '@dualedit/foundation';
import { isAttributePhrase } from './attribute.js';
import { PLAIN_COLORS } from './check-phrase.js';
import { exactColor } from './colors.js';
import { type Context, errorAt } from './context.js';
import { DETERMINERS } from './lexicon/function-words.js';
import { cardinal } from './lexicon/numbers.js';
import { BACKGROUND, SCENES } from './lexicon/places.js';
import { NOTHING } from './lexicon/verbs.js';
import { misplaced, readModifiers } from './modifiers.js';
import { dropLeading, isWord, lower, phraseOf } from './phrase.js';
import { isPlural, singular } from './plural.js';
import { withoutProperty } from './property.js';
import { impossible, leftover, missing, whichError } from './refusals.js';
import { isNothing, readPhrase, readTarget } from './target.js';
import { readThing, type Thing } from './thing.js';
import type { Token } from './token.js';

type Tokens = readonly Token[];

export interface Said {
  source: Tokens;
  target: Tokens;
  /** What stands between the two. */
  relator: Tokens;
  /** Whether a verb says it, so that "!" only ends a sentence. */
  spoken: boolean;
  /** Whether several things have this target: `the cat and the dog→foxes`. */
  isShared: boolean;
  /** From where to where it stands in the command. */
  span: [start: number, end: number];
}

/** One change of one thing. */
export function readChange(context: Context, said: Said): Change {
  const { words, modifiers } = splitModifiers(context, said);
  if (words.length === 0) throw missing(context, said.relator, 'target');
  const { source, isProperty } = withoutProperty(context, said.source);
  const thing = readThing(context, source);
  if (isNothing(words, NOTHING)) return removal(context, thing, said);
  const { strength, kind, color } = readModifiers(context.text, modifiers);
  const background = readBackground(context, thing, words);
  if (background) return { kind: 'background', ...background, strength, span: said.span };
  checkThing(context, thing);
  const counted = withoutCount(context, words, thing.which);
  const target = readTarget(context, thing, counted, kind);
  if (isProperty && target.kind !== 'attribute') throw leftover(context, words);
  const exact = color ?? target.color ?? (target.kind === 'object' ? undefined : exactColor(target.phrase));
  const edit: Edit = {
    source: thing.phrase,
    target: target.phrase,
    kind: target.kind,
    which: thing.which,
    strength,
    span: said.span,
    ...(target.replaces && { replaces: target.replaces }),
    ...(exact && { color: exact }),
  };
  return thing.literal ? edit : inTheSingular(edit, words.at(-1)!.type === 'quoted', said.isShared);
}

/** A thing that is taken away. */
export function readRemoval(context: Context, source: Tokens, span: [number, number]): Change {
  const stray = source.find(({ type }) => type === 'bracket');
  if (stray) throw misplaced(context.text, stray);
  const words = source.filter(({ type }) => type !== 'bang');
  return removal(context, readThing(context, words), { source: words, span });
}

function removal(context: Context, thing: Thing, { source, span }: Pick<Said, 'source' | 'span'>): Change {
  if (isBackground(thing)) throw impossible(context, source, 'Removing the background');
  checkThing(context, thing);
  const isMany = thing.which.type === 'best' && !thing.literal && isPlural(thing.phrase);
  const which: Selector = isMany ? { type: 'all' } : thing.which;
  const name = which.type === 'all' && !thing.literal ? singular(thing.phrase) : thing.phrase;
  return { kind: 'removal', source: name, which, span };
}

/** A new thing in the marked region. Where a sentence puts it (`on the cat`) is what the region says. */
export function readInsertion(context: Context, tokens: Tokens, span: [number, number]): Change {
  const { words, modifiers } = splitModifiers(context, { source: [], target: tokens, spoken: true });
  if (words.length === 0) throw missing(context, tokens, 'target');
  const { strength, color } = readModifiers(context.text, modifiers);
  const target = readPhrase(context, words);
  const exact = color ?? target.find((token) => token.color)?.color;
  return {
    kind: 'insertion',
    target: phraseOf(target),
    strength,
    span,
    ...(exact && { color: exact }),
  };
}

/** A color alone names no thing. */
function checkThing(context: Context, { tokens, literal }: Thing): void {
  const isColor = tokens.length === 1 && isAttributePhrase(tokens) && PLAIN_COLORS.has(lower(tokens[0]!));
  if (isColor && !literal) throw missing(context, tokens, 'source');
}

const isBackground = ({ tokens, which, literal }: Thing) =>
  !literal && which.type === 'best' && isWord(tokens.at(-1), BACKGROUND);

function readBackground(
  context: Context,
  thing: Thing,
  words: Tokens,
): { target: string; place?: string } | undefined {
  const { tokens, which, literal, phrase } = thing;
  if (isBackground(thing)) {
    const target = phraseOf(readPhrase(context, words));
    return tokens.length === 1 ? { target } : { target, place: phraseOf(tokens.slice(0, -1)) };
  }
  const scenes = context.vocabulary?.backgrounds;
  const isScene = (word: Token | undefined) =>
    word?.type === 'word' && (scenes ? scenes.includes(lower(word)) : SCENES.has(lower(word)));
  const bare = dropLeading(words, DETERMINERS);
  const both = tokens.length === 1 && isScene(tokens[0]) && isScene(bare.at(-1));
  if (literal || which.type !== 'best' || !both) return undefined;
  return { target: phraseOf(readPhrase(context, words)), place: phrase };
}

/** `two cats→two dogs`: the number of the target is that of the source. */
function withoutCount(context: Context, words: Tokens, which: Selector): Tokens {
  const rest = dropLeading(words, DETERMINERS);
  const [first, next] = rest;
  if (!next || first?.type !== 'word') return words;
  if (isWord(first, new Set(['another', 'other'])))
    throw whichError(context, [first], `"${first.text}" does not say what it becomes.`);
  const count = cardinal(first.text);
  if (count === undefined) return words;
  if (which.type === 'all' && which.count === count) return rest.slice(1);
  throw whichError(context, [first], 'The number of things cannot change.');
}

/** `cats→dogs`, `hats→red` and `all hats→caps` mean all of them; masks and prompts are found by the singular. */
function inTheSingular(edit: Edit, literalTarget: boolean, isShared: boolean): Edit {
  const named = edit.kind !== 'attribute' && !literalTarget;
  const implied =
    edit.which.type === 'best' &&
    isPlural(edit.source) &&
    (edit.kind === 'attribute' || (named && isPlural(edit.target)));
  if (!implied && !isMany(edit.which))
    return isShared && named ? { ...edit, target: singular(edit.target) } : edit;
  return {
    ...edit,
    source: singular(edit.source),
    target: named ? singular(edit.target) : edit.target,
    which: implied ? { type: 'all' } : edit.which,
  };
}

function isMany(which: Selector): boolean {
  if (which.type === 'part-of' || which.type === 'near') return which.which?.type === 'all';
  return which.type === 'all';
}

/** Parts the target's words from the modifiers behind them, and refuses modifiers anywhere else. */
function splitModifiers(
  { text }: Context,
  { source, target, spoken }: Pick<Said, 'source' | 'target' | 'spoken'>,
): { words: Tokens; modifiers: Tokens } {
  const isPhrase = (token: Token) => token.type === 'word' || token.type === 'quoted';
  const end = target.findLastIndex(isPhrase) + 1;
  const inside = [...source.filter(({ type }) => type !== 'hash'), ...target.slice(0, end)].find(
    (token) => !isPhrase(token),
  );
  const stray = inside ?? target.slice(end).find(({ type }) => type !== 'bang' && type !== 'bracket');
  if (stray) throw misplaced(text, stray);
  const modifiers = target.slice(end);
  return {
    words: target.slice(0, end),
    modifiers: spoken ? modifiers.filter(({ type }) => type !== 'bang') : modifiers,
  };
}

/** @throws CommandError `command-contradiction` for a thing that is both changed and kept */
export function checkKept(context: Context, changes: readonly Change[], kept: Thing, said: Tokens): void {
  const contradicts = changes.some(
    (change) =>
      (change.kind === 'background' && isBackground(kept)) ||
      ('source' in change &&
        change.source === singular(kept.phrase) &&
        JSON.stringify(change.which) === JSON.stringify(kept.which)),
  );
  if (!contradicts) return;
  throw errorAt(
    context,
    'command-contradiction',
    said,
    `The ${kept.phrase} is both changed and kept.`,
    'Delete one of the two.',
  );
}
