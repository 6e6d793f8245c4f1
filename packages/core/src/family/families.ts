import type { Family } from './family.js';
import { latentConsistency } from './latent-consistency/family.js';
import { stableDiffusion } from './stable-diffusion/family.js';

/** Every family by its name. The first that recognizes a pack has it. */
export const FAMILIES = {
  'latent-consistency': latentConsistency,
  'stable-diffusion': stableDiffusion,
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof FAMILIES;
