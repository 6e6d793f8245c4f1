/** Largest value in the 3×3 neighbourhood of each cell. */
export function dilate(grid: Float32Array, width: number, height: number): Float32Array {
  return grid.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    let largest = 0;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        largest = Math.max(largest, grid[ny * width + nx]!);
      }
    }
    return largest;
  });
}
