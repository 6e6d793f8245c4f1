import type { DdimSchedule } from '../family/stable-diffusion/ddim.js';
import type { Denoise } from '../programs/denoise.js';
import type { EmbeddingGradient } from '../programs/embedding-gradient.js';
import type { Trajectory } from './trajectory.js';

/** What the reconstruction branch is, and what guides the edit branch away from nothing. */
export interface Inversion {
  /** The reconstruction branch's latents; the last is the noise that the edit begins with. */
  trajectory: Trajectory;
  /** Text states [tokens, width] that stand for "nothing" in guidance, one a denoising step, the noisiest first. */
  unconditional: readonly Float32Array[];
}

export interface InversionRequest {
  programs: { denoise(): Promise<Denoise>; embeddingGradient(): Promise<EmbeddingGradient> };
  schedule: DdimSchedule;
  /** The picture's walk to noise. */
  walk: Trajectory;
  /** [tokens, width] of the source prompt and of the empty prompt. */
  states: { source: Float32Array; unconditional: Float32Array };
  /** Of the edit that will follow: the way back is made with it too. */
  guidanceScale: number;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

export type Invert = (request: InversionRequest) => Promise<Inversion>;
