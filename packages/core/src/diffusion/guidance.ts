/** Classifier-free guidance (Ho & Salimans 2022): ε_∅ + s · (ε_c − ε_∅), of model outputs of either kind. */
export function guided(unconditional: Float32Array, conditional: Float32Array, scale: number): Float32Array {
  return unconditional.map((u, i) => u + scale * (conditional[i]! - u));
}
