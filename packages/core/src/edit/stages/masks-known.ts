import { type Mask, uniteMasks } from '@dualedit/foundation';
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
 * Masks that the request brings are used instead of those that were found. If it brings all of them, its plan has
 * checked them already.
 * @throws DualeditError `mask-hidden`
 */
export function withGiven({ request }: Work, found: readonly (Mask | undefined)[]): Mask[] {
  const masks = request.edits.map((_, index) => (request.masks?.[index] ?? found[index])!);
  checkSeen(masks, request.edits);
  return masks;
}

/**
 * Takes over the masks of all edits.
 * @throws DualeditError `inversion-region`
 */
export async function masksKnown(work: Work, masks: Mask[]): Promise<void> {
  if (work.inverted) checkInside(uniteMasks(masks), work.inverted.region);
  work.masks = masks;
  work.unnamed ??= [];
  await work.request.onMasks?.(masks, work.unnamed);
}
