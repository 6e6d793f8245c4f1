import type { Picture } from '@dualedit/foundation';
import { boxMean } from './window.js';

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

/** Rec. 709 luma, 0…1. */
function brightness({ data }: Picture): Float32Array {
  return Float32Array.from(
    { length: data.length / 4 },
    (_, i) => (0.2126 * data[i * 4]! + 0.7152 * data[i * 4 + 1]! + 0.0722 * data[i * 4 + 2]!) / 255,
  );
}
