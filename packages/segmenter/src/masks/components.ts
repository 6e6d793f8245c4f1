/** Areas that hang together, by number. */
export interface Components {
  /** The component of each cell, from 1; 0 where the predicate does not hold. */
  labels: Uint32Array;
  /** Cells of each component; `sizes[0]` is of none. */
  sizes: number[];
}

/** Numbers the areas of cells for which `inside` holds and that touch along a side. Linear time. */
export function findComponents(width: number, height: number, inside: (cell: number) => boolean): Components {
  const labels = new Uint32Array(width * height);
  const sizes = [0];
  const stack: number[] = [];
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || !inside(start)) continue;
    const label = sizes.length;
    let size = 0;
    labels[start] = label;
    stack.push(start);
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      size++;
      const x = cell % width;
      const around = [x > 0 ? cell - 1 : -1, x < width - 1 ? cell + 1 : -1, cell - width, cell + width];
      for (const next of around) {
        if (next < 0 || next >= labels.length || labels[next] !== 0 || !inside(next)) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
    sizes.push(size);
  }
  return { labels, sizes };
}
