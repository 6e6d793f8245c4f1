import { throwIfAborted } from '@dualedit/foundation';
import { type DdimSchedule, ddimInverseStep } from '../diffusion/ddim.js';
import type { Denoise } from '../unet/denoise.js';

export interface InversionRequest {
  denoise: Denoise;
  schedule: DdimSchedule;
  /** The scaled latent of the picture, [channels, height, width]. */
  latent: Float32Array;
  /** [tokens, width] of the source prompt. */
  states: Float32Array;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** The latents of an inversion: entry k is the latent after k steps towards noise; entry 0 is the picture's. */
export type Trajectory = readonly Float32Array[];

/**
 * DDIM inversion under the source prompt at guidance 1, storing every latent.
 *
 * Direct inversion (Ju et al. 2024) adds to the reconstruction branch, at every step, its difference to
 * this trajectory; the branch then *is* the trajectory, so it is stored and nothing is optimised.
 */
export async function invertDirect(request: InversionRequest): Promise<Trajectory> {
  const { denoise, schedule, states, signal } = request;
  const steps = schedule.timesteps.length;
  const trajectory = [request.latent];
  for (let k = 0; k < steps; k++) {
    throwIfAborted(signal);
    const index = steps - 1 - k;
    const latent = trajectory[k]!;
    const output = await denoise.run(latent, schedule.timesteps[index]!, states);
    trajectory.push(ddimInverseStep(schedule, output, index, latent));
    request.onStep?.(k + 1, steps);
  }
  return trajectory;
}
