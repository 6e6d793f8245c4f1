import { drawnLevels } from './drawn-levels.js';
import type { InversionMethod } from './inversion.js';

/** The paper's numbers: guidance of the reconstruction, and 12 of 100 steps skipped as with Prompt-to-Prompt. */
const SOURCE_GUIDANCE = 3.5;
const SKIPPED = 0.12;

/**
 * Edit-friendly DDPM inversion (Huberman-Spiegelglas et al. 2024): steps of the trained process (η = 1), and noise maps
 *
 *     zₜ = (x₍ₜ₋₁₎ − μₜ(xₜ)) / σₜ
 *
 * that are larger than the trained ones and hold the picture's structure: used again under the target prompt, they keep
 * it. The edit begins after the steps that are skipped, so that more of the layout remains.
 */
export const editFriendly: InversionMethod = {
  summary: "noise maps of DDPM's steps, which hold the layout",
  keepsTrajectory: false,
  isSeeded: true,
  cost: 2,
  gradients: [],
  invert: (request) =>
    drawnLevels(request, { sampling: 'ddpm', guidanceScale: SOURCE_GUIDANCE, begin: SKIPPED }),
};
