/** Areas that hang together, by number. */
export interface Components {
  /** The component of each cell, from 1; 0 where the predicate does not hold. */
  labels: Uint32Array;
  /** Cells of each component; `sizes[0]` is 0. */
  sizes: number[];
}

/** Numbers the areas of cells for which `inside` holds and that touch along a side. Linear time. */
export function findComponents(width: number, height: number, inside: (cell: number) => boolean): Components {
  const labels = new Uint32Array(width * height);
  const sizes = [0];
  const stack: number[] = [];
  const visit = (cell: number, label: number) => {
    if (labels[cell] !== 0 || !inside(cell)) return;
    labels[cell] = label;
    stack.push(cell);
  };
  for (let start = 0; start < labels.length; start++) {
    const label = sizes.length;
    visit(start, label);
    let size = 0;
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      size++;
      const x = cell % width;
      if (x > 0) visit(cell - 1, label);
      if (x < width - 1) visit(cell + 1, label);
      if (cell >= width) visit(cell - width, label);
      if (cell < labels.length - width) visit(cell + width, label);
    }
    if (size > 0) sizes.push(size);
  }
  return { labels, sizes };
}
