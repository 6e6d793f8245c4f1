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
  for (let y = 0; y < height; y++) {
    const line = y * width;
    let [sum, low, high] = [0, 0, 0];
    for (let x = 0; x < width; x++) {
      while (high < Math.min(width, x + radius + 1)) sum += plane[line + high++]!;
      while (low < x - radius) sum -= plane[line + low++]!;
      rows[line + x] = map(sum, high - low);
    }
  }
  // All columns at once, so that memory is read in the order in which it lies.
  const out = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  const add = (row: number, sign: number) => {
    for (let x = 0; x < width; x++) sums[x]! += sign * rows[row * width + x]!;
  };
  let [low, high] = [0, 0];
  for (let y = 0; y < height; y++) {
    while (high < Math.min(height, y + radius + 1)) add(high++, 1);
    while (low < y - radius) add(low++, -1);
    for (let x = 0; x < width; x++) out[y * width + x] = map(sums[x]!, high - low);
  }
  return out;
}

/** Mean over the window around each cell. */
export function boxMean(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  return mapWindows(plane, width, height, radius, (sum, cells) => sum / cells);
}

/** 1 in each cell with a cell above 0 within `radius` along both sides, else 0. */
export function grow(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  return mapWindows(plane, width, height, radius, (sum) => (sum > 0 ? 1 : 0));
}

/** Fills gaps and holes that a window of this radius spans: grown, then shrunk again. */
export function close(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const outside = grow(plane, width, height, radius).map((cell) => 1 - cell);
  return grow(outside, width, height, radius).map((cell) => 1 - cell);
}
