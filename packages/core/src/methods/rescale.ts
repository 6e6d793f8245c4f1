/**
 * The rescaling rule (Guide-and-Rescale; Titov et al. 2024, Eq. 12): by what a gradient is multiplied so that its size
 * beside another one's, r = ‖g‖ / ‖d‖, is between two limits. 0 for a gradient that is 0.
 */
export function rescaling(size: number, other: number, [least, most]: readonly [number, number]): number {
  if (size === 0 || other === 0) return 0;
  const ratio = size / other;
  return Math.min(most, Math.max(least, ratio)) / ratio;
}

/** The Euclidean length of a vector. */
export function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
