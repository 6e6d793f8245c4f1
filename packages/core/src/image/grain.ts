import type { Box, Picture } from '@dualedit/foundation';
import { boxMean } from './window.js';

/** From this many pixels of the original to one of the model's on, what the model draws is smoother than a photograph. */
const ENLARGED = 1.5;
/** With fewer pixels around, nothing is known of the grain. */
const LEAST_PIXELS = 200;
/** Averages of ones may be a little less than one, and of zeros a little more than none. */
const WHOLLY = 0.99;
const BARELY = 0.001;
/** The median of absolute values of a normal distribution of deviation 1. */
const MEDIAN = 0.6745;

export interface GrainRequest {
  original: Picture;
  /** The part of the original that is pasted into; it may reach over the edge. */
  box: Box;
  /** RGBA bytes of the box, as the model drew them, enlarged. */
  drawn: Uint8Array;
  /** How much of each pixel of the box is pasted, 0…1. */
  pasted: Float32Array;
  /** Pixels of the original to one of the model's picture. */
  scale: number;
}

/**
 * Grain for what is pasted, in levels per pixel of the box: what the original has around it and the enlarged drawing
 * lacks. The same for the same picture. Undefined if nothing is enlarged, or if the original has no more grain.
 */
export function missingGrain({
  original,
  box,
  drawn,
  pasted,
  scale,
}: GrainRequest): Float32Array | undefined {
  if (scale < ENLARGED) return undefined;
  const { width, height } = box;
  const isInside = (i: number) => {
    const [x, y] = [box.left + (i % width), box.top + Math.floor(i / width)];
    return x >= 0 && y >= 0 && x < original.width && y < original.height;
  };
  const at = (i: number) =>
    isInside(i) ? ((box.top + Math.floor(i / width)) * original.width + box.left + (i % width)) * 4 : 0;
  const around = deviation(
    width,
    height,
    (i) => original.data[at(i) + 1]!,
    (i) => isInside(i) && pasted[i]! < BARELY,
  );
  const inside = deviation(
    width,
    height,
    (i) => drawn[i * 4 + 1]!,
    (i) => pasted[i]! > WHOLLY,
  );
  if (around === undefined || inside === undefined || around <= inside) return undefined;
  const missing = Math.sqrt(around ** 2 - inside ** 2);
  return Float32Array.from({ length: width * height }, (_, i) => (pasted[i]! > 0 ? missing * normal(i) : 0));
}

/**
 * The standard deviation of what differs from the mean of its neighbors, by the median: outlines are few and do not
 * count.
 */
function deviation(
  width: number,
  height: number,
  read: (i: number) => number,
  counts: (i: number) => boolean,
): number | undefined {
  const plane = Float32Array.from({ length: width * height }, (_, i) => read(i));
  const smooth = boxMean(plane, width, height, 1);
  const rest: number[] = [];
  for (let i = 0; i < plane.length; i++) if (counts(i)) rest.push(Math.abs(plane[i]! - smooth[i]!));
  if (rest.length < LEAST_PIXELS) return undefined;
  const sorted = Float32Array.from(rest).sort();
  // Of nine pixels of noise, the mean takes a ninth of the variance away.
  return sorted[sorted.length >> 1]! / MEDIAN / Math.sqrt(8 / 9);
}

/** A number of about normal distribution and variance 1 that depends on an index only: a sum of four even ones. */
function normal(index: number): number {
  let [sum, state] = [0, Math.imul(index + 1, 0x9e3779b1)];
  for (let i = 0; i < 4; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
    sum += (state >>> 0) / 2 ** 32;
  }
  return (sum - 2) * Math.sqrt(3);
}
