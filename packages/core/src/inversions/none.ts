import { constantConditioning } from '../family/conditioning.js';
import type { InversionMethod } from './inversion.js';

/** No trajectory: for methods that start from the picture's latent itself. */
export const none: InversionMethod = {
  summary: 'the picture itself, for methods that need no noise',
  keepsTrajectory: false,
  cost: 0,
  gradients: [],
  invert: async ({ trajectory, text, path }) => ({
    trajectory,
    unconditional: constantConditioning(path.steps, text.unconditional),
  }),
};
