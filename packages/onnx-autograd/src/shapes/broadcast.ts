import type { Shape } from '../types.js';

/** The shape that NumPy broadcasting gives, or undefined if the shapes do not fit. */
export function broadcast(...shapes: readonly Shape[]): number[] | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: number[] = new Array(rank).fill(1);
  for (const shape of shapes) {
    for (const [index, dim] of shape.entries()) {
      const at = index + rank - shape.length;
      if (dim === 1 || dim === result[at]) continue;
      if (result[at] !== 1) return undefined;
      result[at] = dim;
    }
  }
  return result;
}

/** The axes of `result` along which an operand of `shape` was repeated, missing leading axes included. */
export function broadcastAxes(shape: Shape, result: Shape): number[] {
  const missing = result.length - shape.length;
  return result.flatMap((dim, axis) =>
    axis < missing || (shape[axis - missing] === 1 && dim !== 1) ? [axis] : [],
  );
}

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((dim, axis) => dim === b[axis]);
