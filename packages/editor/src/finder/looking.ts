import { type Editor, packError } from '@dualedit/core';
import {
  type Change,
  countInside,
  countOverlap,
  DualeditError,
  type Mask,
  type MaskSource,
  namesThing,
  type Picture,
  type SeenThing,
} from '@dualedit/foundation';
import type { FoundThing, FoundThings, MasksQuestion } from './messages.js';

/** A mask source that notes what it saw last. */
export interface NotingSource extends MaskSource {
  seen: readonly SeenThing[];
}

export function noting(source: MaskSource): NotingSource {
  const notes: NotingSource = {
    seen: [],
    async find(...request) {
      const found = await source.find(...request);
      notes.seen = found.things;
      return found;
    },
    ...(source.segments && { segments: source.segments.bind(source) }),
  };
  return notes;
}

export interface LookOptions extends MasksQuestion {
  signal: AbortSignal;
}

/** Of a thing: this share of it is in a mask that means it. */
const MEANT = 0.5;

/** Finds the masks of edits as an edit would; where not all are found, each by itself. */
export async function findThings(
  editor: Editor,
  source: NotingSource | undefined,
  picture: Picture,
  { edits, ...options }: LookOptions,
): Promise<FoundThings> {
  const look = async (some: readonly Change[], first: number): Promise<FoundThings> => {
    const { masks, unnamed } = await editor.masks({ picture, edits: [...some], ...given(options) });
    const seen = source?.seen ?? [];
    const found = masks.map((mask, i) => described(some[i]!, mask, { edit: first + i, seen }));
    return { found, missing: [], unnamed };
  };
  try {
    return await look(edits, 0);
  } catch (error) {
    if (!isMissing(error) || edits.length === 1) return missingOr(error, edits.length);
  }
  const all: FoundThings = { found: [], missing: [], unnamed: [] };
  for (const [i, edit] of edits.entries()) {
    const one = await look([edit], i).catch((error) => missingOr(error, 1, i));
    all.found.push(...one.found);
    all.missing.push(...one.missing);
    all.unnamed = one.unnamed.filter(({ name }) => !edits.some((other) => isNamed(other, name)));
  }
  return all;
}

/** Those that are given; core takes no undefined ones. */
function given({ prompt, force, signal }: Omit<LookOptions, 'edits'>) {
  return { ...(prompt !== undefined && { prompt }), ...(force !== undefined && { force }), signal };
}

const isMissing = (error: unknown) => DualeditError.is(error) && MISSING.has(error.code);
const MISSING = new Set(['object-not-found', 'object-count', 'mask-empty', 'word-not-in-prompt']);

/** @throws the error, unless it says that the one thing that was looked for is not there */
function missingOr(error: unknown, count: number, edit = 0): FoundThings {
  if (!isMissing(error) || count > 1) throw error;
  return { found: [], missing: [{ edit, error: packError(error) }], unnamed: [] };
}

function described(
  edit: Change,
  mask: Mask,
  { edit: index, seen }: { edit: number; seen: readonly SeenThing[] },
): FoundThing {
  const named = namesThing(edit) ? seen.filter(({ name }) => isNamed(edit, name)) : [];
  const meant = named.filter((thing) => shareIn(thing.mask, mask) >= MEANT);
  const scores = meant.map(({ score }) => score);
  return {
    edit: index,
    mask,
    ...(scores.length > 0 && { score: Math.max(...scores) }),
    candidates: named.filter((thing) => !meant.includes(thing)).toSorted((a, b) => b.score - a.score),
  };
}

/** Whether words of an edit mean things of a name: things are called by the plainest of theirs. */
function isNamed(edit: Change, name: string): boolean {
  return namesThing(edit) && name !== '' && (edit.source === name || edit.source.endsWith(` ${name}`));
}

function shareIn(part: Mask, whole: Mask): number {
  return countOverlap(part, whole).both / Math.max(1, countInside(part));
}

/** The name of the thing that a mask is of, among those that were seen. */
export function nameOf(mask: Mask, seen: readonly SeenThing[]): string | undefined {
  const overlaps = seen.map(({ name, mask: other }) => {
    const { both, first, second } = countOverlap(mask, other);
    return { name, iou: both / Math.max(1, first + second - both) };
  });
  const best = overlaps.reduce((a, b) => (b.iou > a.iou ? b : a), { name: '', iou: 0 });
  return best.iou >= MEANT && best.name !== '' ? best.name : undefined;
}
