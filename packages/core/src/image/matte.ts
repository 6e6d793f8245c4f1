import type { Box, Mask } from '@dualedit/foundation';
import type { Area } from './area.js';
import { boxMean, grow } from './window.js';

/** Where something is pasted, and how it ends there. */
export interface MatteLayer {
  area: Area;
  /** Whether the values between 0 and 255 say how much is pasted: then it has no other seam. */
  isSoft: boolean;
}

/**
 * 1 inside the mask, 0 from twice `seam` pixels outside it on, a ramp between: the mask grown by `seam`,
 * then averaged over windows of that radius.
 */
export function seamMatte(mask: Mask, seam: number): Float32Array {
  const { width, height, data } = mask;
  if (seam === 0) return Float32Array.from(data, (value) => Number(value > 127));
  const binary = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) binary[i] = data[i]! > 127 ? 1 : 0;
  return boxMean(grow(binary, width, height, seam), width, height, seam);
}

/**
 * The matte of an area in a strip of a box: some of its rows. What is around the strip counts as far as the seam reaches,
 * so that strips of one box make the same matte as all of it at once.
 */
export function stripMatte({ area, isSoft }: MatteLayer, seam: number, strip: Box, box: Box): Float32Array {
  if (isSoft) return Float32Array.from(area.within(strip).data, (value) => value / 255);
  const top = Math.max(box.top, strip.top - 2 * seam);
  const bottom = Math.min(box.top + box.height, strip.top + strip.height + 2 * seam);
  const matte = seamMatte(area.within({ ...strip, top, height: bottom - top }), seam);
  const from = (strip.top - top) * strip.width;
  return matte.subarray(from, from + strip.width * strip.height);
}
