import { throwIfAborted } from '@dualedit/foundation';
import { guided } from '../family/guidance.js';
import { ddimStep } from '../family/stable-diffusion/ddim.js';
import type { Inversion, InversionRequest } from './inversion.js';

/** One step of the way back, about to be made. */
export interface StepBack {
  /** Index into the schedule's timesteps. */
  index: number;
  latent: Float32Array;
  /** The model's output at `latent` under the source prompt. */
  conditional: Float32Array;
  /** What stood for "nothing" at the step before; the empty prompt at the first. */
  previous: Float32Array;
}

/**
 * Denoises from the end of the walk with guidance, as the reconstruction branch of an edit does, under the text
 * states that `choose` lets stand for "nothing" at each step.
 */
export async function walkBack(
  request: InversionRequest,
  choose: (step: StepBack) => Promise<Float32Array>,
): Promise<Inversion> {
  const { schedule, walk, states, guidanceScale, signal } = request;
  const denoise = await request.programs.denoise();
  const steps = schedule.timesteps.length;
  const trajectory: Float32Array[] = [];
  const unconditional: Float32Array[] = [];
  let latent = walk[steps]!;
  trajectory[steps] = latent;
  for (let index = 0; index < steps; index++) {
    throwIfAborted(signal);
    const timestep = schedule.timesteps[index]!;
    const conditional = await denoise.run(latent, timestep, states.source);
    const previous = unconditional[index - 1] ?? states.unconditional;
    const nothing = await choose({ index, latent, conditional, previous });
    unconditional.push(nothing);
    const output =
      nothing === states.source
        ? conditional
        : guided(await denoise.run(latent, timestep, nothing), conditional, [guidanceScale]);
    latent = ddimStep(schedule, output, index, latent);
    trajectory[steps - index - 1] = latent;
    request.onStep?.(index + 1, steps);
  }
  return { trajectory, unconditional };
}
