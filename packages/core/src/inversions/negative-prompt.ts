import type { InversionMethod } from './inversion.js';
import { reconstruct } from './reconstruct.js';

/**
 * Negative-prompt inversion (Miyake et al. 2023): the source prompt is the unconditional embedding. Guidance of the
 * reconstruction branch then cancels out, and the edit is guided from the source prompt to the target prompt.
 */
export const negativePrompt: InversionMethod = {
  summary: 'guides away from the source prompt',
  keepsTrajectory: true,
  cost: 1,
  gradients: [],
  invert: (request) => reconstruct(request, async () => request.text.source),
};
