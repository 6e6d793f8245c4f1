import { throwIfAborted } from '@dualedit/foundation';
import { type DdimSchedule, ddimInverseStep } from '../family/stable-diffusion/ddim.js';
import type { Denoise } from '../programs/denoise.js';

/** The latents of a way between a picture and noise: entry k is k steps from the picture; entry 0 is the picture's. */
export type Trajectory = readonly Float32Array[];

export interface WalkRequest {
  denoise: Denoise;
  schedule: DdimSchedule;
  /** The scaled latent of the picture, [channels, height, width]. */
  latent: Float32Array;
  /** [tokens, width] of the source prompt. */
  states: Float32Array;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** DDIM inversion under the source prompt at guidance 1, storing every latent: what all inversions begin with. */
export async function walkToNoise(request: WalkRequest): Promise<Trajectory> {
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
