import type { NoisePath } from '../family/noise-path.js';
import type { Inversion } from './inversion.js';

/** Where the step `index` of a branch leads: its mean, and the noise that the inversion has for it, if any. */
export function nextLatent(
  path: NoisePath,
  { noise, sampling }: Pick<Inversion, 'noise' | 'sampling'>,
  index: number,
  { latent, output }: { latent: Float32Array; output: Float32Array },
): Float32Array {
  const mean = path.step(index, latent, output, sampling);
  const added = noise?.[index];
  return added ? mean.map((z, i) => z + added[i]!) : mean;
}
