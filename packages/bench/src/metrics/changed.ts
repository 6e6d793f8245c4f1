import type { Picture } from '@dualedit/foundation';
import type { Selection } from './pixels.js';

/** A channel that differs by more levels than this is seen to have changed. */
const LEVELS = 16;

/** The share of the selected pixels that changed by more than 16 levels in some channel, 0…1; null where none is selected. */
export function changedShare(before: Picture, after: Picture, selection: Selection): number | null {
  let [all, changed] = [0, 0];
  for (let i = 0; i < selection.length; i++) {
    if (selection[i] === 0) continue;
    all++;
    const differs = [0, 1, 2].some(
      (channel) => Math.abs(before.data[4 * i + channel]! - after.data[4 * i + channel]!) > LEVELS,
    );
    if (differs) changed++;
  }
  return all === 0 ? null : changed / all;
}
