import type { Invert } from './inversion.js';
import { walkBack } from './reconstruct.js';

/**
 * Negative-prompt inversion (Miyake et al. 2023): the source prompt stands for "nothing". Guidance of the
 * reconstruction branch then cancels out, and the edit is guided from the source prompt to the target prompt.
 */
export const invertNegativePrompt: Invert = (request) => walkBack(request, async () => request.states.source);
