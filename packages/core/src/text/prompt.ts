import { DualeditError, type Edit } from '@dualedit/foundation';
import { isColor } from './colors.js';

/** UTF-16 offsets into a prompt, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** The two prompts of an edit, and what corresponds to what in them. */
export interface PromptPair {
  source: string;
  target: string;
  /** Per edit: its phrase in the source, its phrase in the target, and what of the latter is new. */
  edits: { source: Range; target: Range; added: Range }[];
  /** Passages that both prompts share, in order. */
  shared: { source: Range; target: Range }[];
}

/** A word of the source prompt. */
interface Word extends Range {
  text: string;
}

/**
 * Makes the target prompt from the source prompt by the edits: `a cat wearing a blue hat` with `cat→dog,
 * hat→red` becomes `a dog wearing a red hat`. Without a prompt, one is composed from what the edits name.
 *
 * @throws DualeditError `no-edits`, `word-not-in-prompt`, `edit-repeated`
 */
export function composePrompts(edits: readonly Edit[], prompt?: string): PromptPair {
  if (edits.length === 0) throw noEdits();
  const source = prompt ?? edits.map((edit) => withArticle(edit.source)).join(' and ');
  const words = wordsOf(source);
  const places = edits.map((edit) => ({ edit, ...placeOf(edit, words, source) }));
  checkApart(places);

  const pair: PromptPair = { source, target: '', edits: [], shared: [] };
  let done = 0;
  const share = (end: number) => {
    const start = pair.target.length;
    pair.target += source.slice(done, end);
    if (end > done)
      pair.shared.push({ source: { start: done, end }, target: { start, end: pair.target.length } });
    done = end;
  };
  for (const { edit, noun, replaced, article } of places.toSorted((a, b) => a.noun.start - b.noun.start)) {
    if (article) {
      share(article.start);
      appendArticle(pair, article, edit.target);
      done = article.end;
    }
    share((replaced ?? noun).start);
    const added = { start: pair.target.length, end: pair.target.length + edit.target.length };
    pair.target += edit.target;
    if (edit.kind === 'attribute') {
      if (!replaced) pair.target += ' ';
      // What lies between an old adjective and its noun is kept, and so is the noun.
      else done = replaced.end;
      share(noun.end);
    } else done = noun.end;
    pair.edits[edits.indexOf(edit)] = {
      source: { start: noun.start, end: noun.end },
      target: { start: added.start, end: pair.target.length },
      added,
    };
  }
  share(source.length);
  return pair;
}

function appendArticle(pair: PromptPair, article: Word, next: string): void {
  const start = pair.target.length;
  const capital = article.text[0] === 'A';
  const fitting = articleFor(next);
  pair.target += capital ? fitting[0]!.toUpperCase() + fitting.slice(1) : fitting;
  pair.shared.push({ source: article, target: { start, end: pair.target.length } });
}

interface Place {
  /** The source phrase in the prompt. */
  noun: Range;
  /** An old adjective (or an adjective and the noun) that the target replaces. */
  replaced: Range | undefined;
  /** An `a` or `an` directly before what is replaced or inserted. */
  article: Word | undefined;
}

function placeOf(edit: Edit, words: Word[], source: string): Place {
  const wanted = wordsOf(edit.source.toLowerCase()).map((word) => word.text);
  const at = words.findIndex((_, first) =>
    wanted.every((word, offset) => words[first + offset]?.text.toLowerCase() === word),
  );
  if (wanted.length === 0 || at < 0) throw notInPrompt(edit, words, source);
  const noun = { start: words[at]!.start, end: words[at + wanted.length - 1]!.end };
  const before = words[at - 1];
  const namesColor = wordsOf(edit.target).some((word) => isColor(word.text));
  const oldColor =
    before && edit.kind !== 'object' && namesColor && isColor(before.text) ? before : undefined;
  const article = words[oldColor ? at - 2 : at - 1];
  return {
    noun,
    replaced: oldColor && { start: oldColor.start, end: edit.kind === 'attribute' ? oldColor.end : noun.end },
    article: article && /^an?$/i.test(article.text) ? article : undefined,
  };
}

function checkApart(places: readonly (Place & { edit: Edit })[]): void {
  for (const [index, a] of places.entries()) {
    for (const b of places.slice(index + 1)) {
      if (a.noun.end <= b.noun.start || b.noun.end <= a.noun.start) continue;
      throw new DualeditError({
        code: 'edit-repeated',
        message: `Two edits change the same words: "${a.edit.source}→${a.edit.target}" and "${b.edit.source}→${b.edit.target}".`,
        hint: `Say both at once, such as "${a.edit.source}→${b.edit.target} ${a.edit.source}", or run one after the other.`,
        received: [a.edit.source, b.edit.source],
      });
    }
  }
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}'-]+/gu), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const articleFor = (next: string) => (/^[aeiou]/i.test(next) ? 'an' : 'a');
const withArticle = (noun: string) => `${articleFor(noun)} ${noun}`;

function noEdits(): DualeditError {
  return new DualeditError({
    code: 'no-edits',
    message: 'Expected at least one edit but received none.',
    hint: 'Say what shall change, such as "cat→dog".',
  });
}

function notInPrompt(edit: Edit, words: Word[], source: string): DualeditError {
  return new DualeditError({
    code: 'word-not-in-prompt',
    message: `"${edit.source}" does not stand in the prompt "${source}", whose words are ${words.map((word) => word.text).join(', ')}.`,
    hint: `Name it in the prompt, such as "${source} with ${withArticle(edit.source)}", or leave the prompt out.`,
    received: edit.source,
  });
}
