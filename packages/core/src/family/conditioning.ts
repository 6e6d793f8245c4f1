/**
 * What a denoiser is told of one text, by the names of its inputs and without the batch axis: such as
 * `{ encoder_hidden_states: [tokens · width] }`.
 */
export type Conditioning = Readonly<Record<string, Float32Array>>;

/** The conditioning of every step: the same one. */
export function constantConditioning(steps: number, conditioning: Conditioning): Conditioning[] {
  return Array<Conditioning>(steps).fill(conditioning);
}
