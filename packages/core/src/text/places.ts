import { DualeditError, type Edit, type NamedThing, type Removal, targetPhrase } from '@dualedit/foundation';
import { isLook, placeOfLook } from './looks.js';
import { articleFor, bare, type Range, wordsOf } from './phrases.js';

/** A change of a thing that the source prompt names. */
export type NamedChange = Edit | Removal;

/** A word of a prompt. */
export interface Word extends Range {
  text: string;
}

/** Where an edit takes hold in the source prompt. */
export interface Place {
  /** The source phrase. */
  noun: Range;
  /** An old colour (or an old colour and the noun) that the target replaces. */
  replaced: Range | undefined;
  /** Where the target begins: before the noun, or behind adjectives of its name that stay. */
  at: number;
  /** An `a` or `an` directly before what is replaced or inserted. */
  article: Word | undefined;
}

/**
 * Finds each edit's phrase in the prompt; edits of things that bear one name (`left cat→dog, right cat→fox`)
 * take its occurrences in turn.
 *
 * @throws DualeditError `word-not-in-prompt`, `edit-repeated`
 */
export function findPlaces(edits: readonly NamedChange[], source: string): Place[] {
  const words = wordsOf(source);
  const places: Place[] = [];
  // Longer phrases first: of "a straw hat and a hat", the second is the hat beside a straw hat.
  const order = edits.map((_, index) => index).sort((a, b) => length(edits[b]!) - length(edits[a]!));
  const done: number[] = [];
  for (const index of order) {
    const edit = edits[index]!;
    const all = occurrences(edit, words, source).map((at) => placeAt(edit, at, words, source));
    if (all.length === 0) throw notInPrompt(edit, words, source);
    const rival = (place: Place) => done.find((other) => overlap(places[other]!, place));
    const same = done.find((other) => isSameThing(edits[other]!, edit));
    const place = all.find((candidate) => rival(candidate) === undefined);
    if (same !== undefined || !place) throw repeated(edits[same ?? rival(all[0]!)!]!, edit);
    places[index] = place;
    done.push(index);
  }
  return places;
}

/** Whether the prompt holds an edit's source phrase. */
export function isNamed(edit: NamedThing, prompt: string): boolean {
  return occurrences(edit, wordsOf(prompt), prompt).length > 0;
}

/** Whether two edits name one thing: the same words, with the same selector. */
export function isSameThing(a: NamedThing, b: NamedThing): boolean {
  const key = ({ source, which }: NamedThing) => JSON.stringify([bare(source).toLowerCase(), which]);
  return key(a) === key(b);
}

const length = (edit: NamedThing) => wordsOf(bare(edit.source)).length;

/** Whether nothing but space lies between two words. */
function adjoin(source: string, before: Range | undefined, after: Range): before is Range {
  return before !== undefined && source.slice(before.end, after.start).trim() === '';
}

function occurrences(edit: NamedThing, words: readonly Word[], source: string): number[] {
  const wanted = wordsOf(bare(edit.source).toLowerCase()).map((word) => word.text);
  const isHere = (first: number) =>
    wanted.every((text, i) => {
      const word = words[first + i];
      if (word?.text.toLowerCase() !== text) return false;
      return i === 0 || adjoin(source, words[first + i - 1], word);
    });
  return wanted.length === 0 ? [] : [...words.keys()].filter(isHere);
}

function placeAt(edit: NamedChange, at: number, words: readonly Word[], source: string): Place {
  const last = words[at + length(edit) - 1]!;
  const noun = { start: words[at]!.start, end: last.end };
  const before = words[at - 1];
  if (edit.kind === 'removal') return { noun, replaced: undefined, at: noun.start, article: undefined };
  if (edit.replaces) {
    const inside = insideName(edit.source, edit.replaces, words.slice(at));
    const isFirst = inside.at === noun.start && isArticleWord(source, before, noun);
    return { noun, ...inside, article: isFirst ? before : undefined };
  }
  const looks = looksBefore(at, words, source);
  const target = wordsOf(edit.target).map((word) => word.text);
  const isNewLook = edit.kind !== 'object' && target.some(isLook);
  const [start, end] = isNewLook
    ? placeOfLook(
        target,
        looks.map(({ text }) => text),
      )
    : [looks.length, looks.length];
  const old = looks.slice(start, end);
  const next = looks[start] ?? noun;
  const article = words[at - looks.length + start - 1];
  return {
    noun,
    replaced: old[0] && { start: old[0].start, end: edit.kind === 'attribute' ? old.at(-1)!.end : noun.end },
    at: next.start,
    article: isArticleWord(source, article, next) ? article : undefined,
  };
}

/** The words directly before a noun that say how its thing looks. */
function looksBefore(at: number, words: readonly Word[], source: string): Word[] {
  let first = at;
  while (isLook(words[first - 1]?.text ?? '') && adjoin(source, words[first - 1], words[first]!)) first--;
  return words.slice(first, at);
}

function isArticleWord(source: string, word: Word | undefined, next: Range): boolean {
  return adjoin(source, word, next) && /^an?$/i.test((word as Word).text);
}

/** Which words of a thing's name give way to the new attribute, or between which of them it goes. */
function insideName(
  name: string,
  [start, end]: NonNullable<Edit['replaces']>,
  words: readonly Word[],
): Pick<Place, 'replaced' | 'at'> {
  const before = (count: number) => wordsOf(name.split(' ').slice(0, count).join(' ')).length;
  const [first, last] = [words[before(start)]!, words[before(end) - 1]];
  if (end === start) return { replaced: undefined, at: first.start };
  return { replaced: { start: first.start, end: last!.end }, at: first.start };
}

function overlap(a: Place, b: Place): boolean {
  const start = ({ at, noun }: Place) => Math.min(at, noun.start);
  return start(a) < b.noun.end && start(b) < a.noun.end;
}

const said = (change: NamedChange) =>
  `${change.source}→${change.kind === 'removal' ? targetPhrase(change) : change.target}`;

function repeated(a: NamedChange, b: NamedChange): DualeditError {
  const thing = bare(a.source);
  return new DualeditError({
    code: 'edit-repeated',
    message: `Two edits change the same words: "${said(a)}" and "${said(b)}".`,
    hint: `Say both at once, such as "${thing}→${bare(b.kind === 'removal' ? 'red' : b.target)} ${thing}"; or, if they are two things, name both in the prompt.`,
    received: [a.source, b.source],
  });
}

function notInPrompt(edit: NamedThing, words: readonly Word[], source: string): DualeditError {
  const thing = bare(edit.source);
  if (wordsOf(thing).length === 0) {
    return new DualeditError({
      code: 'phrase-empty',
      message: `Expected the name of a thing but "${edit.source}" holds no word.`,
      hint: 'Say in letters what is in the picture, such as "cat→dog".',
      received: edit.source,
    });
  }
  if (words.length === 0) {
    return new DualeditError({
      code: 'word-not-in-prompt',
      message: `Expected a prompt that names "${thing}" but received "${source}".`,
      hint: `Say what the picture shows, such as "${articleFor(thing)} ${thing}", or leave the prompt out.`,
      received: edit.source,
    });
  }
  return new DualeditError({
    code: 'word-not-in-prompt',
    message: `"${thing}" does not stand in the prompt "${source}", whose words are ${words.map((word) => word.text).join(', ')}.`,
    hint: `Name it in the prompt, such as "${source} with ${articleFor(thing)} ${thing}", or leave the prompt out.`,
    received: edit.source,
  });
}
