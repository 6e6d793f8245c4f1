import type { Invert } from './inversion.js';

/**
 * Direct inversion (Ju et al. 2024): at every step the reconstruction branch is given its difference to the walk.
 * The branch then *is* the walk, so there is nothing to compute, and its picture is the autoencoder's own.
 */
export const invertDirect: Invert = async ({ walk, states, schedule }) => ({
  trajectory: walk,
  unconditional: schedule.timesteps.map(() => states.unconditional),
});
