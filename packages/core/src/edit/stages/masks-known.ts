import { type Mask, uniteMasks } from '@dualedit/foundation';
import type { EditRequest } from '../request.js';
import { checkInside } from '../saved-inversion.js';
import type { Work } from '../work.js';

/** The request's masks, if it has one for every edit. */
export function allMasksGiven({ edits, masks = [] }: EditRequest): Mask[] | undefined {
  const given = edits.map((_, index) => masks[index]);
  return given.every((mask) => mask !== undefined) ? given : undefined;
}

/**
 * Takes over the masks of all edits.
 * @throws DualeditError `inversion-region`
 */
export async function masksKnown(work: Work, masks: Mask[]): Promise<void> {
  if (work.inverted) checkInside(uniteMasks(masks), work.inverted.region);
  work.masks = masks;
  await work.request.onMasks?.(masks);
}
