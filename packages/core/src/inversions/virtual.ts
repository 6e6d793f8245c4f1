import { drawnLevels } from './drawn-levels.js';
import type { InversionMethod } from './inversion.js';

/**
 * Virtual inversion (InfEdit; Xu et al. 2024, denoising diffusion consistent models): steps whose noise is all drawn
 * anew, σ² = 1 − ᾱ, as consistency models are sampled. The noise that such a step adds brings the difference between
 * the picture and what the model means under the source prompt, so that the edit branch means
 *
 *     x̂₀ = x₀ + f(zₜ, c_target) − f(z*ₜ, c_source)
 *
 * where f is the picture that the model means. The paper computes that difference at each step of the edit; the
 * reconstruction branch does not see the edit branch, so that here it is known before.
 */
export const virtual: InversionMethod = {
  summary: 'noise drawn anew at each step: no trajectory to noise, for few steps',
  keepsTrajectory: false,
  isSeeded: true,
  cost: 1,
  gradients: [],
  invert: (request) => drawnLevels(request, { sampling: 'consistency', guidanceScale: 1, begin: 0 }),
};
