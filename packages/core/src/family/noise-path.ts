/** A step as what it is, linear: z′ = latent · z + output · (model output). */
export interface LinearStep {
  latent: number;
  output: number;
}

/**
 * How latents go between a picture and noise in a number of steps. Step 0 begins at the noisiest latent; step
 * `steps − 1` ends at the picture. Latents and model outputs are [channels, height, width].
 */
export interface NoisePath {
  steps: number;
  /** What the denoiser is told at each step, descending, such as 981, 961 … 1. */
  timesteps: readonly number[];
  /** The step `index` towards the picture. */
  step(index: number, latent: Float32Array, output: Float32Array): Float32Array;
  /** The same step as two numbers. */
  linear(index: number): LinearStep;
  /** From where the step `index` ends back to where it begins. */
  inverseStep(index: number, latent: Float32Array, output: Float32Array): Float32Array;
  /** The latent at the beginning of the step `index` of a picture's latent with noise of variance 1. */
  noised(index: number, original: Float32Array, noise: Float32Array): Float32Array;
  /** The picture's latent x₀ that a model output means at the beginning of the step `index`. */
  original(index: number, latent: Float32Array, output: Float32Array): Float32Array;
}
