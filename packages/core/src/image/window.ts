/**
 * Maps the sum over the (2·radius+1)² window around each cell, rows first and then columns; windows are
 * cut at the borders, and `cells` says how many cells of the line the sum has. Linear time by running sums.
 */
export function mapWindows(
  plane: Float32Array,
  width: number,
  height: number,
  radius: number,
  map: (sum: number, cells: number) => number,
): Float32Array {
  const rows = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) slide(plane, rows, y * width, 1, width, radius, map);
  const out = new Float32Array(plane.length);
  for (let x = 0; x < width; x++) slide(rows, out, x, width, height, radius, map);
  return out;
}

function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
  map: (sum: number, cells: number) => number,
): void {
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = sums[i]! + from[start + i * stride]!;
  for (let i = 0; i < length; i++) {
    const [low, high] = [Math.max(0, i - radius), Math.min(length, i + radius + 1)];
    to[start + i * stride] = map(sums[high]! - sums[low]!, high - low);
  }
}

/** Mean over the window around each cell. */
export function boxMean(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  return mapWindows(plane, width, height, radius, (sum, cells) => sum / cells);
}

/** 1 in each cell with a cell above 0 within `radius` along both sides, else 0. */
export function grow(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  return mapWindows(plane, width, height, radius, (sum) => (sum > 0 ? 1 : 0));
}
