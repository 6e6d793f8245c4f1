import type { Change } from '@dualedit/foundation';
import { GARMENTS } from '../../text/garments.js';
import { wordsOf } from '../../text/phrases.js';

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
  return removals.some(isGarment) && edits.some(isOther) ? isOther : undefined;
}

const isRemoval = (edit: Change) => edit.kind === 'removal';
export const isBackground = ({ kind }: Change) => kind === 'background';

function isGarment(edit: Change): boolean {
  const noun =
    isRemoval(edit) && 'source' in edit ? wordsOf(edit.source.toLowerCase()).at(-1)?.text : undefined;
  return noun !== undefined && (GARMENTS.has(noun) || GARMENTS.has(noun.replace(/s$/, '')));
}
