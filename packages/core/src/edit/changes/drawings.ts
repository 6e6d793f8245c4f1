import type { Change } from '@dualedit/foundation';
import { background } from './background.js';
import type { Drawing } from './kind.js';
import { kindOf } from './kinds.js';

/** How each change is drawn. What is removed from before a new background becomes part of that. */
export function drawingsOf(edits: readonly Change[]): Drawing[] {
  const isNewBehind = edits.some(({ kind }) => kind === 'background');
  return edits.map((edit) => {
    return edit.kind === 'removal' && isNewBehind ? background.drawing : kindOf(edit).drawing;
  });
}
