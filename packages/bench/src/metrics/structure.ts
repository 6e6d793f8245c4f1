/**
 * Structure distance (Splice, Tumanyan et al. 2022): the mean squared difference of two pictures' matrices
 * of cosine similarities between the keys of a vision transformer's tokens, in its last attention layer.
 * Nothing is drawn at random: both pictures are seen whole, upright and unchanged.
 */
export function structureDistance(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const [similarA, similarB] = [selfSimilarity(a), selfSimilarity(b)];
  return similarA.reduce((sum, value, i) => sum + (value - similarB[i]!) ** 2, 0) / similarA.length;
}

function selfSimilarity(keys: readonly Float32Array[]): Float64Array {
  const lengths = keys.map((key) => Math.sqrt(dot(key, key)));
  const matrix = new Float64Array(keys.length ** 2);
  keys.forEach((row, i) => {
    keys.forEach((column, j) => {
      matrix[i * keys.length + j] = dot(row, column) / (lengths[i]! * lengths[j]!);
    });
  });
  return matrix;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
