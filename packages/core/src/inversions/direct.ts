import { constantConditioning } from '../family/conditioning.js';
import type { InversionMethod } from './inversion.js';

/**
 * Direct inversion (Ju et al. 2024): at every step the reconstruction branch is given its difference to the
 * trajectory. The branch then *is* the trajectory, so there is nothing to compute, and its picture is the
 * autoencoder's own.
 */
export const direct: InversionMethod = {
  summary: 'exact, and free',
  keepsTrajectory: true,
  cost: 0,
  gradients: [],
  invert: async ({ trajectory, text, path }) => ({
    trajectory,
    unconditional: constantConditioning(path.steps, text.unconditional),
  }),
};
