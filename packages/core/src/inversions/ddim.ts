import type { Invert } from './inversion.js';
import { walkBack } from './reconstruct.js';

/**
 * Plain DDIM inversion: the reconstruction branch is denoised from the end of the walk with the edit's guidance,
 * whose error grows step by step (Mokady et al. 2023, Section 3.2). For comparison.
 */
export const invertDdim: Invert = (request) => walkBack(request, async () => request.states.unconditional);
