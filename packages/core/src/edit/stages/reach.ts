import { type Mask, maskBox, settleOverlaps, uniteMasks } from '@dualedit/foundation';
import { growMask } from '../../masks/grow-mask.js';
import { without } from '../../masks/without.js';
import { kindOf } from '../changes/kinds.js';
import { protectedPixels, type Reach, type Work } from '../work.js';

/** Of a soft mask, more than this share lies between inside and outside. */
const SOFT = 0.1;

/**
 * How far edits may reach. Nothing protected is within it, and no other edit's thing within a margin; where things
 * overlap, the front one keeps the pixel.
 */
export function reachOf({ request, resolved, masks, inverted, unnamed }: Work): Reach {
  const { edits, maskGrow } = request;
  const { maskMargin, reach } = resolved.settings;
  const kept = protectedPixels({ request, unnamed });
  const reaches = edits.map((edit) => kindOf(edit).reach);
  const growth = (mask: Mask, i: number, pixels: number) => {
    if (maskGrow !== undefined) return maskGrow;
    const staysInside = reaches[i] === 'mask' || reaches[i] === 'behind';
    return staysInside || isSoft(mask) ? 0 : pixels;
  };
  const grown = (pixels: (mask: Mask) => number) =>
    masks!.map((mask, i) => growMask(mask, Math.round(growth(mask, i, pixels(mask)))));
  const near = settleOverlaps(grown(() => maskMargin * inverted!.region.side));
  const wide = grown((mask) => reach * extentOf(mask)).map((mask, i) => {
    if (reaches[i] === 'behind') return mask;
    if (reaches[i] !== 'margin') return near[i]!;
    const others = near.filter((_, other) => other !== i && reaches[other] !== 'behind');
    const free = others.length > 0 ? without(mask, uniteMasks(others)) : mask;
    return uniteMasks([near[i]!, free]);
  });
  const allowed = (all: Mask[]) => all.map((mask) => without(mask, kept));
  return { near: allowed(near), wide: allowed(wide) };
}

/** Whether a mask says by values between how much is taken; hard outlines that were scaled have a few of them. */
export function isSoft({ data }: Mask): boolean {
  let [inside, between] = [0, 0];
  for (const value of data) {
    if (value > 0) inside++;
    if (value > 16 && value < 239) between++;
  }
  return between > SOFT * inside;
}

/** The longer side of the box around a mask, in pixels. */
export function extentOf(mask: Mask): number {
  const { width, height } = maskBox(mask)!;
  return Math.max(width, height);
}
