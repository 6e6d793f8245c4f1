import type { Change, Removal } from '@dualedit/foundation';
import { isGarment } from '../../text/garments.js';

/**
 * Which edits are made in a second turn, when what is removed is gone; undefined if one turn is enough. Another
 * background is: in one turn, a head under a hat and the background beside it are drawn from noise at once, and the
 * head comes out beside its animal. So is what becomes of who wore what is removed.
 */
export function secondTurnOf(edits: readonly Change[]): ((edit: Change) => boolean) | undefined {
  const removals = edits.filter(isRemoval);
  if (removals.length === 0) return undefined;
  if (edits.some(isBackground)) return isBackground;
  const isOther = (edit: Change) => !isRemoval(edit);
  return removals.some(({ source }) => isGarment(source)) && edits.some(isOther) ? isOther : undefined;
}

const isRemoval = (edit: Change): edit is Removal => edit.kind === 'removal';
export const isBackground = ({ kind }: Change) => kind === 'background';
