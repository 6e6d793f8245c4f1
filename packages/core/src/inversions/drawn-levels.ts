import { throwIfAborted } from '@dualedit/foundation';
import { constantConditioning } from '../family/conditioning.js';
import { gaussian } from '../family/gaussian.js';
import { guided } from '../family/guidance.js';
import type { Sampling } from '../family/noise-path.js';
import type { Inversion, InversionRequest } from './inversion.js';

interface Drawn {
  sampling: Sampling;
  /** Of the reconstruction under the source prompt. 1: without the empty prompt. */
  guidanceScale: number;
  /** Share of the steps in which no edit is at work. */
  begin: number;
}

/**
 * A trajectory that does not come from an inversion: each level is the picture with noise of its own, drawn independently of all
 * others, and the noise of a step is what leads from its mean at one level to the next level,
 *
 *     z*ₜ = √ᾱₜ · x₀ + √(1−ᾱₜ) · ε̃ₜ,    nₜ = z*₍ₜ₋₁₎ − μₜ(z*ₜ, c_source)
 *
 * so that the steps under the source prompt lead along the trajectory exactly, to the picture. The last step too has
 * its remainder, which published code sets to 0.
 */
export async function drawnLevels(
  { programs, path, trajectory: [original], text, seed, onStep, signal }: InversionRequest,
  { sampling, guidanceScale, begin }: Drawn,
): Promise<Inversion> {
  const { steps } = path;
  const size = original!.length;
  const drawn = gaussian(size * steps, seed);
  const levels = Array.from({ length: steps }, (_, index) =>
    path.noised(index, original!, drawn.subarray(index * size, (index + 1) * size)),
  );
  const trajectory = [...levels, original!].reverse();
  const denoise = await programs.denoise();
  const means: Float32Array[] = [];
  for (let index = 0; index < steps; index++) {
    throwIfAborted(signal);
    const latent = trajectory[steps - index]!;
    const timestep = path.timesteps[index]!;
    const conditional = await denoise.run(latent, timestep, text.source);
    const output =
      guidanceScale === 1
        ? conditional
        : guided(await denoise.run(latent, timestep, text.unconditional), conditional, [guidanceScale]);
    means.push(path.step(index, latent, output, sampling));
    onStep?.(index + 1, steps);
  }
  return {
    trajectory,
    unconditional: constantConditioning(steps, text.unconditional),
    means,
    sampling,
    begin,
  };
}
