import type { Family } from '../family.js';
import { openStableDiffusion } from './model.js';

/** Stable Diffusion 1 and 2, and models of their kind: a UNet with cross-attention to CLIP's text encoder. */
export const stableDiffusion: Family = {
  recognize: () => ({ runs: true }),
  open: openStableDiffusion,
};
