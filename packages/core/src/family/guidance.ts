/**
 * Classifier-free guidance (Ho & Salimans 2022): ε_∅ + s · (ε_c − ε_∅), of model outputs of either kind.
 * @param scales one scale a cell of the latent, or a single one for all
 */
export function guided(
  unconditional: Float32Array,
  conditional: Float32Array,
  scales: ArrayLike<number>,
): Float32Array {
  return unconditional.map((u, i) => u + scales[i % scales.length]! * (conditional[i]! - u));
}
