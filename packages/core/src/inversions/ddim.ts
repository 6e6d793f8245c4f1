import type { InversionMethod } from './inversion.js';
import { reconstruct } from './reconstruct.js';

/**
 * Plain DDIM inversion: the reconstruction branch is denoised from the trajectory's end with the edit's guidance,
 * whose error grows step by step (Mokady et al. 2023, Section 3.2). For comparison.
 */
export const ddim: InversionMethod = {
  summary: 'plain, for comparison',
  keepsTrajectory: true,
  cost: 2,
  gradients: [],
  invert: (request) => reconstruct(request, async () => request.text.unconditional),
};
