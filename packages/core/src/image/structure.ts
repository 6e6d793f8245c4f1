import type { Picture } from '@dualedit/foundation';
import { largestDifferences } from './largest-difference.js';
import { boxMean, grow } from './window.js';

/** Radius of the windows that are compared, in pixels of the model's picture. */
const RADIUS = 3;
/** Variance of brightness (0…1) below which a window is flat: it has no structure that could be lost. */
const FLAT = 2e-4;

/**
 * Where the edit kept what was drawn: the correlation of brightness between both pictures in windows
 * around each pixel, as a grey picture, 0 (another drawing) … 255 (the same one, in whatever colour).
 */
export function structureKept(edited: Picture, reconstruction: Picture): Picture {
  const { width, height } = edited;
  const mean = (plane: Float32Array) => boxMean(plane, width, height, RADIUS);
  const product = (a: Float32Array, b: Float32Array) => a.map((value, i) => value * b[i]!);
  const [x, y] = [brightness(edited), brightness(reconstruction)];
  const [meanX, meanY] = [mean(x), mean(y)];
  const [xx, yy, xy] = [mean(product(x, x)), mean(product(y, y)), mean(product(x, y))];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    const [varianceX, varianceY] = [xx[i]! - meanX[i]! ** 2 + FLAT, yy[i]! - meanY[i]! ** 2 + FLAT];
    const covariance = xy[i]! - meanX[i]! * meanY[i]! + FLAT;
    const correlation = Math.max(0, covariance / Math.sqrt(varianceX * varianceY));
    data.fill(Math.round(255 * Math.min(1, correlation ** 2)), i * 4, i * 4 + 3);
  }
  return { width, height, data };
}

/** Mean differences of a channel, in levels of 255, up to which nothing has changed, and from which all has. */
const [NOTHING, ALL] = [8, 24];
/** How far a change reaches into its surroundings, so that its soft edges belong to it. */
const REACH = 2;

/**
 * Where the edit changed anything, in whatever way: the largest difference of a channel between both pictures,
 * averaged and grown a little, as a grey picture, 0 (what was there is there still) … 255 (something else is).
 */
export function changed(edited: Picture, reconstruction: Picture): Picture {
  const { width, height } = edited;
  const difference = largestDifferences(edited, reconstruction);
  const isChanged = boxMean(difference, width, height, 1).map((mean) => Math.max(0, mean - NOTHING));
  const near = grow(
    isChanged.map((excess) => Number(excess >= ALL - NOTHING)),
    width,
    height,
    REACH,
  );
  const soft = boxMean(
    isChanged.map((excess, i) => Math.max(near[i]!, Math.min(1, excess / (ALL - NOTHING)))),
    width,
    height,
    REACH,
  );
  const data = new Uint8Array(width * height * 4).fill(255);
  // Averaged over what is near, a change is whole only two pixels inside: doubled, it is so where it begins.
  for (let i = 0; i < soft.length; i++)
    data.fill(Math.round(255 * Math.min(1, 2 * soft[i]!)), i * 4, i * 4 + 3);
  return { width, height, data };
}

/** Rec. 709 luma, 0…1. */
function brightness({ data }: Picture): Float32Array {
  return Float32Array.from(
    { length: data.length / 4 },
    (_, i) => (0.2126 * data[i * 4]! + 0.7152 * data[i * 4 + 1]! + 0.0722 * data[i * 4 + 2]!) / 255,
  );
}
