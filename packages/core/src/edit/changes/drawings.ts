import type { Change, Mask, SeenThing } from '@dualedit/foundation';
import { isOn } from '../../seen/prompt.js';
import { background } from './background.js';
import type { Drawing } from './kind.js';
import { kindOf } from './kinds.js';
import { REMOVED_ALONE } from './removal.js';

/** What a change's drawing depends on beside its kind. */
interface Around {
  edits: readonly Change[];
  /** One per edit. */
  masks: readonly Mask[];
  unnamed: readonly SeenThing[];
}

/**
 * How each change is drawn. What is removed from before a new background becomes part of that; what lay on another
 * thing leaves more to be drawn than what stood before the background alone.
 */
export function drawingsOf({ edits, masks, unnamed }: Around): Drawing[] {
  const isNewBehind = edits.some(({ kind }) => kind === 'background');
  return edits.map((edit, i) => {
    const { drawing } = kindOf(edit);
    if (edit.kind !== 'removal') return drawing;
    const others = [...unnamed.map(({ mask }) => mask), ...masks.filter((_, other) => other !== i)];
    const liesOnOne = others.some((mask) => isOn({ mask: masks[i]! }, { mask }));
    if (isNewBehind) return { ...background.drawing, mutesOthers: !liesOnOne };
    return liesOnOne ? drawing : { ...drawing, strength: REMOVED_ALONE };
  });
}
