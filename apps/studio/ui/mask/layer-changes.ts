import type { Layer } from './overlay.js';
import { NO_RECT, type Rect, unite } from './rect.js';

/**
 * The part of the picture that looks different with other layers: where one came, went, or is drawn in another way.
 * Pixels of masks that changed are not looked for.
 */
export function changedArea(before: readonly Layer[], after: readonly Layer[]): Rect {
  let area = NO_RECT;
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [old, now] = [before[i], after[i]];
    if (old && now && isDrawnAlike(old, now)) continue;
    area = unite(area, unite(old?.bounds ?? NO_RECT, now?.bounds ?? NO_RECT));
  }
  return area;
}

const isDrawnAlike = (a: Layer, b: Layer): boolean =>
  a.raster === b.raster &&
  a.color === b.color &&
  a.hatch === b.hatch &&
  a.fill === b.fill &&
  a.line === b.line;
