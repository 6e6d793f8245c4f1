import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import type { NoisePath } from '../family/noise-path.js';
import type { Denoise } from '../programs/denoise.js';

/** Latents between a picture and noise: entry k is k steps from the picture; entry 0 is the picture's own. */
export type Trajectory = readonly Float32Array[];

export interface TrajectoryRequest {
  denoise: Denoise;
  path: NoisePath;
  /** The scaled latent of the picture, [channels, height, width]. */
  latent: Float32Array;
  /** Of the source prompt. */
  text: Conditioning;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** DDIM inversion under the source prompt at guidance 1, storing every latent: what all inversions begin with. */
export async function trajectoryToNoise(request: TrajectoryRequest): Promise<Trajectory> {
  const { denoise, path, text, signal } = request;
  const trajectory = [request.latent];
  for (let k = 0; k < path.steps; k++) {
    throwIfAborted(signal);
    const index = path.steps - 1 - k;
    const latent = trajectory[k]!;
    const output = await denoise.run(latent, path.timesteps[index]!, text);
    trajectory.push(path.inverseStep(index, latent, output));
    request.onStep?.(k + 1, path.steps);
  }
  return trajectory;
}
