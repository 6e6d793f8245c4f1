// What the strength of an edit, 0…2 and 1 unless said, does to the cells of the latent that are the edit's. Below 1
// the edit begins later: until then its cells are the original's, so that more of it remains, and at 0 all of it.
// Above 1 guidance is raised; and the gradient step is multiplied by the strength, whatever it is.

/** Rounding of a share of the steps must not delay an edit by a step. */
const ROUNDING = 1e-6;

/** Of each cell its strength, or 0 where no edit is at work when a share `done` of the steps is over. */
export function strengthsAt(strengths: Float32Array, done: number): Float32Array {
  return strengths.map((strength) => (hasBegun(strength, done) ? strength : 0));
}

/** Guidance by cell, see {@link guidanceAt}. */
export function guidanceScales(strengths: Float32Array, scale: number): Float32Array {
  return strengths.map((strength) => guidanceAt(strength, scale));
}

/** Guidance at a strength: the scale itself up to a strength of 1, half as much more at 2. */
export function guidanceAt(strength: number, scale: number): number {
  return 1 + (scale - 1) * ((1 + Math.max(1, strength)) / 2);
}

/**
 * The latent with the original's cells where they are due: outside the masks once the blend begins, inside as long
 * as their edit has not begun.
 *
 * @param inside [height · width]: above 0 where the latent may change
 */
export function keepOriginal(
  latent: Float32Array,
  original: Float32Array,
  o: { inside: Float32Array; strengths: Float32Array; done: number; blends: boolean },
): Float32Array {
  const cells = o.inside.length;
  return latent.map((z, i) => {
    const cell = i % cells;
    const isEdits = o.inside[cell]! > 0 ? hasBegun(o.strengths[cell]!, o.done) : !o.blends;
    return isEdits ? z : original[i]!;
  });
}

function hasBegun(strength: number, done: number): boolean {
  return strength > 0 && done + ROUNDING >= 1 - strength;
}
