import type { Family } from './family.js';
import { stableDiffusion } from './stable-diffusion/family.js';

/** Every family by its name. */
export const FAMILIES = { 'stable-diffusion': stableDiffusion } satisfies Record<string, Family>;

export type FamilyName = keyof typeof FAMILIES;
