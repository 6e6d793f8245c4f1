import { unpackError } from '@dualedit/core';
import { changeName, DualeditError, type Mask } from '@dualedit/foundation';
import type { User } from '@dualedit/jobs';
import { readAsked } from '../edits/read-asked.js';
import { finderPicture } from '../routes/find.js';
import type { StudioParts } from '../studio-parts.js';

interface Within {
  /** Of the picture. */
  id: string;
  prompt: string;
  /** Where it may be edited. */
  region: Mask;
  signal: AbortSignal;
}

/**
 * The mask of each edit of a prompt whose one mask says where it may be edited: of one edit that mask; of several, of
 * each its thing as far as it is inside.
 * @throws DualeditError `command-…`, `object-not-found`, `mask-hidden`
 */
export async function masksWithin(
  parts: StudioParts,
  user: User,
  { id, prompt, region, signal }: Within,
): Promise<[index: number, mask: Mask][]> {
  const { changes } = readAsked({ command: prompt }, parts.reading);
  if (changes.length === 1) return [[0, region]];
  const named = changes.flatMap((edit, index) => (edit.kind === 'insertion' ? [] : [{ edit, index }]));
  const edits = named.map(({ edit }) => edit);
  const { found, missing } = await parts.finder.masks(await finderPicture(parts, user, id), {
    edits,
    signal,
  });
  if (missing[0]) throw unpackError(missing[0].error);
  const masks = found.map(({ edit, mask }): [number, Mask] => {
    const { index } = named[edit]!;
    return [index, inside(mask, region, changeName(edits[edit]!))];
  });
  const places = changes.flatMap(({ kind }, index): [number, Mask][] =>
    kind === 'insertion' ? [[index, region]] : [],
  );
  return [...masks, ...places];
}

function inside(mask: Mask, region: Mask, name: string): Mask {
  const data = mask.data.map((value, i) => Math.min(value, region.data[i]!));
  if (data.some((value) => value > 127)) return { ...mask, data };
  throw new DualeditError({
    code: 'mask-hidden',
    message: `The ${name} is outside of the transparent part of the mask.`,
    hint: 'Make the mask transparent over everything that is to be edited, or leave it out.',
    received: name,
  });
}
