import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import { guided } from '../family/guidance.js';
import type { Inversion, InversionRequest } from './inversion.js';

/** One step of the reconstruction, about to be made. */
export interface ReconstructionStep {
  /** Index into the path's timesteps. */
  index: number;
  latent: Float32Array;
  /** The model's output at `latent` under the source prompt. */
  conditional: Float32Array;
  /** The unconditional embedding of the step before; the empty prompt's at the first. */
  previous: Conditioning;
}

/**
 * Denoises from the end of the trajectory with guidance, as the reconstruction branch of an edit does, under the
 * unconditional embedding that `choose` returns for each step.
 */
export async function reconstruct(
  request: InversionRequest,
  choose: (step: ReconstructionStep) => Promise<Conditioning>,
): Promise<Inversion> {
  const { path, trajectory: toNoise, text, guidanceScale, signal } = request;
  const denoise = await request.programs.denoise();
  const trajectory: Float32Array[] = [];
  const unconditional: Conditioning[] = [];
  let latent = toNoise[path.steps]!;
  trajectory[path.steps] = latent;
  for (let index = 0; index < path.steps; index++) {
    throwIfAborted(signal);
    const timestep = path.timesteps[index]!;
    const source = request.source?.[index] ?? text.source;
    const conditional = await denoise.run(latent, timestep, source);
    const previous = unconditional[index - 1] ?? text.unconditional;
    const chosen = await choose({ index, latent, conditional, previous });
    unconditional.push(chosen);
    const output =
      chosen === text.source
        ? conditional
        : guided(await denoise.run(latent, timestep, chosen), conditional, [guidanceScale]);
    latent = path.step(index, latent, output);
    trajectory[path.steps - index - 1] = latent;
    request.onStep?.(index + 1, path.steps);
  }
  return { trajectory, unconditional };
}
