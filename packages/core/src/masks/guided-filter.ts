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
  const mean = (data: Float32Array) => boxMean({ ...guide, data }, radius);
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

/** Mean over the window around each cell, cut at the borders; linear time by running sums. */
function boxMean(plane: Plane, radius: number): Float32Array {
  const { width, height } = plane;
  const rows = new Float32Array(width * height);
  for (let y = 0; y < height; y++) runningMean(plane.data, rows, y * width, 1, width, radius);
  const out = new Float32Array(width * height);
  for (let x = 0; x < width; x++) runningMean(rows, out, x, width, height, radius);
  return out;
}

function runningMean(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
): void {
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = sums[i]! + from[start + i * stride]!;
  for (let i = 0; i < length; i++) {
    const [low, high] = [Math.max(0, i - radius), Math.min(length, i + radius + 1)];
    to[start + i * stride] = (sums[high]! - sums[low]!) / (high - low);
  }
}
