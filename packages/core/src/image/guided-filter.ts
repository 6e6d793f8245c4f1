import { boxMean } from './window.js';

/** A plane of numbers, row by row. */
export interface Plane {
  width: number;
  height: number;
  data: Float32Array;
}

/**
 * Guided filter (He, Sun and Tang 2010) with a one-channel guide: smooths `input` while it follows the
 * guide's edges, by the linear model q = a·I + b in windows of (2·radius+1)².
 *
 * @param epsilon how much variance of the guide (0…1) counts as an edge
 */
export function guidedFilter(guide: Plane, input: Plane, radius: number, epsilon: number): Plane {
  const mean = (data: Float32Array) => boxMean(data, guide.width, guide.height, radius);
  const product = (a: Float32Array, b: Float32Array) => a.map((value, i) => value * b[i]!);
  const meanI = mean(guide.data);
  const meanP = mean(input.data);
  const meanII = mean(product(guide.data, guide.data));
  const meanIP = mean(product(guide.data, input.data));
  const a = meanI.map((m, i) => (meanIP[i]! - m * meanP[i]!) / (meanII[i]! - m * m + epsilon));
  const b = meanP.map((m, i) => m - a[i]! * meanI[i]!);
  const [meanA, meanB] = [mean(a), mean(b)];
  return { ...input, data: guide.data.map((value, i) => meanA[i]! * value + meanB[i]!) };
}
