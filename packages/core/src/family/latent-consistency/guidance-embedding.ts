/** What the published models are told the guidance by: 1000 times what it adds to a scale of 1. */
const UNIT = 1000;
const LONGEST = 10_000;

/**
 * The guidance as a distilled model takes it: sines, then cosines, of the scale at as many rates as half of `width`, as
 * timesteps are embedded.
 * @param scale classifier-free guidance; 1 is none
 * @returns [width]
 */
export function guidanceEmbedding(scale: number, width: number): Float32Array {
  const half = Math.floor(width / 2);
  const embedding = new Float32Array(width);
  const { fround } = Math;
  const exponent = fround(Math.log(LONGEST) / (half - 1));
  for (let i = 0; i < half; i++) {
    // Rounded as 32-bit floats are: of angles in the thousands the rounding shows, and the models have learned it.
    const angle = fround(fround((scale - 1) * UNIT) * fround(Math.exp(fround(-exponent * i))));
    embedding[i] = Math.sin(angle);
    embedding[half + i] = Math.cos(angle);
  }
  return embedding;
}
