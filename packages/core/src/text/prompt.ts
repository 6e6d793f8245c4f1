import { type Change, DualeditError, namesThing } from '@dualedit/foundation';
import { articleFor, bare, type Range } from './phrases.js';
import { findPlaces, isSameThing, type Place } from './places.js';
import { rewriteBackground } from './rewrites/background.js';
import { rewriteInsertion } from './rewrites/insertion.js';
import { rewriteRemoval } from './rewrites/removal.js';
import type { Rewrite } from './rewrites/rewrite.js';
import { rewriteThing } from './rewrites/thing.js';

export type { Range } from './phrases.js';

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
 * @param worn per edit: what goes with a thing that is removed
 * @throws DualeditError `no-edits`, `word-not-in-prompt`, `edit-repeated`
 */
export function composePrompts(
  edits: readonly Change[],
  prompt?: string,
  worn: readonly (readonly string[])[] = [],
): PromptPair {
  if (edits.length === 0) throw noEdits();
  const source = prompt?.normalize('NFC') ?? promptOf(edits);
  const rewrites = rewritesOf(edits, source, worn).map((rewrite, index) => ({ ...rewrite, index }));

  const pair: PromptPair = { source, target: '', edits: [], shared: [] };
  let done = 0;
  const share = (end: number) => {
    if (end <= done) return;
    const start = pair.target.length;
    pair.target += source.slice(done, end);
    pair.shared.push({ source: { start: done, end }, target: { start, end: pair.target.length } });
    done = end;
  };
  for (const rewrite of rewrites.sort((a, b) => a.cut.start - b.cut.start)) {
    const { cut, text, added, before, article } = rewrite;
    if (article) {
      share(article.word.start);
      const start = pair.target.length;
      pair.target += article.text;
      pair.shared.push({ source: article.word, target: { start, end: pair.target.length } });
      done = article.word.end;
    }
    share(cut.start);
    const at = pair.target.length;
    pair.target += text;
    done = Math.max(done, cut.end);
    share(rewrite.until);
    const isWhole = rewrite.until > cut.end;
    pair.edits[rewrite.index] = {
      source: rewrite.source,
      target: { start: at + added.start - before, end: isWhole ? pair.target.length : at + added.end },
      removed: rewrite.removed,
      added: { start: at + added.start, end: at + added.end },
    };
  }
  share(source.length);
  return pair;
}

/** What each edit makes of the source prompt. */
function rewritesOf(
  edits: readonly Change[],
  source: string,
  worn: readonly (readonly string[])[],
): Rewrite[] {
  const named = edits.filter(namesThing);
  const places = findPlaces(named, source);
  const placeOf = (edit: (typeof named)[number]): Place => places[named.indexOf(edit)]!;
  return edits.map((edit, i) => {
    switch (edit.kind) {
      case 'removal':
        return rewriteRemoval(placeOf(edit), source, worn[i]);
      case 'background':
        return rewriteBackground(edit, source);
      case 'insertion':
        return rewriteInsertion(edit, source);
      default:
        return rewriteThing(edit, placeOf(edit));
    }
  });
}

/** What a prompt must name at least: the things that the edits change. */
export function promptOf(edits: readonly Change[]): string {
  const named = edits.filter(namesThing);
  const things = named.filter((edit, i) => !named.slice(0, i).some((other) => isSameThing(other, edit)));
  if (things.length === 0) return PICTURE;
  return things.map(({ source }) => `${articleFor(bare(source))} ${bare(source)}`).join(' and ');
}

/** A prompt of a picture of which nothing is said. */
const PICTURE = 'a picture';

function noEdits(): DualeditError {
  return new DualeditError({
    code: 'no-edits',
    message: 'Expected at least one edit but received none.',
    hint: 'Say what should change, such as "cat→dog".',
  });
}
