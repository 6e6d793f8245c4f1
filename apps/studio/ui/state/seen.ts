import { signal } from '@preact/signals';
import type { SeenMask } from '../../src/contract.js';
import { blobOfBase64, readMask } from '../api/masks.js';
import { boundsOf, type Raster } from '../mask/raster.js';
import { type Rect, wholeOf } from '../mask/rect.js';

/** A mask that was seen, ready to be drawn. */
export interface DrawnMask {
  raster: Raster;
  bounds: Rect;
}

const decoded = new WeakMap<SeenMask, DrawnMask | 'under way'>();
/** Counts up when one more can be drawn. */
export const seenDecoded = signal(0);

/** The pixels of a mask, if they have been decoded by now; asks for them if not. */
export function drawnOf(seen: SeenMask): DrawnMask | undefined {
  const known = decoded.get(seen);
  if (known === 'under way') return undefined;
  if (known) return known;
  decoded.set(seen, 'under way');
  void readMask(blobOfBase64(seen.mask)).then((raster) => {
    decoded.set(seen, { raster, bounds: boundsOf(raster, wholeOf(raster)) });
    seenDecoded.value = seenDecoded.peek() + 1;
  });
  return undefined;
}
