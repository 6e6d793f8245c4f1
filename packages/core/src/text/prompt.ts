import { DualeditError, type Edit } from '@dualedit/foundation';
import { articleFor, bare } from './phrases.js';
import { findPlaces, isSameThing, type Range, type Word } from './places.js';

export type { Range } from './places.js';

/** The two prompts of an edit, and what corresponds to what in them. */
export interface PromptPair {
  source: string;
  target: string;
  /** Per edit: its phrase in both prompts, what of the source is taken away (perhaps nothing), and what is new. */
  edits: { source: Range; target: Range; removed: Range; added: Range }[];
  /** Passages that both prompts share, in order. */
  shared: { source: Range; target: Range }[];
}

/**
 * Makes the target prompt from the source prompt by the edits: `a cat wearing a blue hat` with `cat→dog,
 * hat→red` becomes `a dog wearing a red hat`. Without a prompt, one is composed from what the edits name.
 *
 * @throws DualeditError `no-edits`, `word-not-in-prompt`, `edit-repeated`
 */
export function composePrompts(edits: readonly Edit[], prompt?: string): PromptPair {
  if (edits.length === 0) throw noEdits();
  const source = prompt?.normalize('NFC') ?? promptOf(edits);
  const places = findPlaces(edits, source).map((place, index) => ({ ...place, index }));

  const pair: PromptPair = { source, target: '', edits: [], shared: [] };
  let done = 0;
  const share = (end: number) => {
    const start = pair.target.length;
    pair.target += source.slice(done, end);
    if (end > done)
      pair.shared.push({ source: { start: done, end }, target: { start, end: pair.target.length } });
    done = end;
  };
  for (const { index, noun, replaced, at, article } of places.sort((a, b) => a.noun.start - b.noun.start)) {
    const kind = edits[index]!.kind;
    const target = bare(edits[index]!.target);
    if (article) {
      share(article.start);
      appendArticle(pair, article, target);
      done = article.end;
    }
    share(at);
    const added = { start: pair.target.length, end: pair.target.length + target.length };
    pair.target += target;
    if (kind === 'attribute') {
      if (!replaced) pair.target += ' ';
      // What lies between an old adjective and its noun is kept, and so is the noun.
      else done = replaced.end;
      share(noun.end);
    } else done = noun.end;
    pair.edits[index] = {
      source: { start: noun.start, end: noun.end },
      target: { start: added.start - Math.max(0, at - noun.start), end: pair.target.length },
      removed: replaced ?? { start: noun.start, end: kind === 'attribute' ? noun.start : noun.end },
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

/** What a prompt must name at least: the things that the edits change. */
export function promptOf(edits: readonly Edit[]): string {
  const things = edits.filter((edit, i) => !edits.slice(0, i).some((other) => isSameThing(other, edit)));
  return things.map(({ source }) => `${articleFor(bare(source))} ${bare(source)}`).join(' and ');
}

function noEdits(): DualeditError {
  return new DualeditError({
    code: 'no-edits',
    message: 'Expected at least one edit but received none.',
    hint: 'Say what shall change, such as "cat→dog".',
  });
}
