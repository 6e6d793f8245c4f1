import type { NoisePath } from '../family/noise-path.js';
import type { Inversion } from './inversion.js';

/**
 * Where the step `index` of a branch leads: its mean, and if the inversion is stochastic the noise of the reconstruction
 * branch's step,
 *
 *     z₍ₜ₋₁₎ = z*₍ₜ₋₁₎ + (μₜ − μ*ₜ)
 *
 * in this order, so that a branch with the same mean is the reconstruction to the last bit.
 */
export function nextLatent(
  path: NoisePath,
  { trajectory, means, sampling }: Pick<Inversion, 'trajectory' | 'means' | 'sampling'>,
  index: number,
  { latent, output }: { latent: Float32Array; output: Float32Array },
): Float32Array {
  const mean = path.step(index, latent, output, sampling);
  const reconstructed = means?.[index];
  if (!reconstructed) return mean;
  return trajectory[path.steps - index - 1]!.map((z, i) => z + (mean[i]! - reconstructed[i]!));
}
