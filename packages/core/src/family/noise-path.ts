/** A step as what it is, linear: z′ = latent · z + output · (model output). */
export interface LinearStep {
  latent: number;
  output: number;
}

/** What a linear step makes of a latent and a model output. */
export function applyStep(
  { latent: a, output: b }: LinearStep,
  latent: Float32Array,
  output: Float32Array,
): Float32Array {
  return latent.map((z, i) => a * z + b * output[i]!);
}

/** z = signal · x₀ + noise · ε. */
export interface Levels {
  signal: number;
  noise: number;
  /** By how much ε changes with the model output. */
  noisePerOutput: number;
}

/**
 * How much of the noise at the end of a step is drawn anew: none (DDIM, η = 0), as much as in the trained process
 * (DDPM, η = 1), or all of it, as consistency models are sampled.
 */
export type Sampling = 'ddim' | 'ddpm' | 'consistency';

/** σ²: the variance of the noise that a step draws, from one ᾱ to the next (Song et al. 2021, Eq. 16). */
export function drawnVariance(sampling: Sampling, from: number, to: number): number {
  if (sampling === 'ddim') return 0;
  return sampling === 'ddpm' ? ((1 - to) / (1 - from)) * (1 - from / to) : 1 - to;
}

/**
 * How latents go between a picture and noise in a number of steps. Step 0 begins at the noisiest latent; step
 * `steps − 1` ends at the picture. Latents and model outputs are [channels, height, width].
 */
export interface NoisePath {
  steps: number;
  /** What the denoiser is told at each step, descending, such as 981, 961 … 1. */
  timesteps: readonly number[];
  /** The step `index` towards the picture; of a stochastic one its mean, to which noise is still to be added. */
  step(index: number, latent: Float32Array, output: Float32Array, sampling?: Sampling): Float32Array;
  /** The same step as two numbers. */
  linear(index: number, sampling?: Sampling): LinearStep;
  /** From where the step `index` ends back to where it begins. */
  inverseStep(index: number, latent: Float32Array, output: Float32Array): Float32Array;
  /** The latent at the beginning of the step `index` of a picture's latent with noise of variance 1. */
  noised(index: number, original: Float32Array, noise: Float32Array): Float32Array;
  /** How much of the picture and of noise is in a latent at the beginning of the step `index`. */
  levels(index: number): Levels;
  /** The noise ε that a model output means at the beginning of the step `index`. */
  noise(index: number, latent: Float32Array, output: Float32Array): Float32Array;
  /** The picture's latent x₀ that a model output means at the beginning of the step `index`. */
  original(index: number, latent: Float32Array, output: Float32Array): Float32Array;
}
