import { type Change, type Mask, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { kindOf } from '../changes/kinds.js';
import { checkSeen } from '../check.js';
import type { EditRequest } from '../request.js';
import { checkInside } from '../saved-inversion.js';
import type { Work } from '../work.js';

/** The request's masks, if it has one for every edit. */
export function allMasksGiven({ edits, masks = [] }: EditRequest): Mask[] | undefined {
  const given = edits.map((_, index) => masks[index]);
  return given.every((mask) => mask !== undefined) ? given : undefined;
}

/**
 * The masks with those of edits that name no thing, such as of another background.
 * @param found one per edit; undefined where no words find one, or the request brings it
 * @param things what is seen; undefined if nothing could look
 * @throws DualeditError `background-unknown`, `region-missing`
 */
export function withUnnamed(
  { request }: Pick<Work, 'request'>,
  found: readonly (Mask | undefined)[],
  things: readonly SeenThing[] | undefined,
): (Mask | undefined)[] {
  // What is removed, or drawn in anew, has the background behind it.
  const stays = ({ kind }: Change) => kind !== 'removal' && kind !== 'insertion';
  const known = request.edits.flatMap((edit, i) => (stays(edit) && (request.masks?.[i] ?? found[i])) || []);
  const taken = things && [...things, ...known.map((mask) => ({ name: '', mask, score: 1 }))];
  return request.edits.map((edit, i) => {
    if (found[i] || request.masks?.[i]) return found[i];
    return kindOf(edit).maskFrom?.(edit, { picture: request.picture, things: taken });
  });
}

/** Masks that the request brings are used instead of those that were found. */
export function withGiven({ request }: Work, found: readonly (Mask | undefined)[]): Mask[] {
  return request.edits.map((_, index) => (request.masks?.[index] ?? found[index])!);
}

/**
 * Takes over the masks of all edits, some of which were found.
 * @throws DualeditError `mask-hidden`, `inversion-region`
 */
export async function masksFound(work: Work, found: readonly (Mask | undefined)[]): Promise<void> {
  const masks = withGiven(work, withUnnamed(work, found, work.unnamed));
  checkSeen(masks, work.request.edits);
  await masksKnown(work, masks);
}

/**
 * Takes over the masks of all edits. Those that a request brings, all of them, are checked by its plan.
 * @throws DualeditError `inversion-region`
 */
export async function masksKnown(work: Work, masks: Mask[]): Promise<void> {
  if (work.inverted) checkInside(uniteMasks(masks), work.inverted.region);
  work.masks = masks;
  work.unnamed ??= [];
  await work.request.onMasks?.(masks, work.unnamed);
}
