import type { InversionMethod } from './inversion.js';
import { learnWords, WORDS } from './locinv/learn-words.js';
import { PRIORS } from './locinv/priors.js';
import { nullText } from './null-text.js';

/**
 * LocInv (Tang et al. 2024): on the trajectory to noise the nouns' token embeddings are learned, so that their attention lies
 * where their things are, and adjectives attend where their nouns do; then null-text inversion, under what was learned.
 */
const locInv = (prior: keyof typeof PRIORS, summary: string): InversionMethod => ({
  summary,
  keepsTrajectory: false,
  learnsWords: true,
  // At most: few steps need all gradients.
  cost: 60 + nullText.cost,
  gradients: [WORDS, ...nullText.gradients],
  invert: async (request) => {
    const { steps } = request.path;
    const { trajectory, source, rows, positions } = await learnWords(request, PRIORS[prior]);
    const back = await nullText.invert({
      ...request,
      trajectory,
      source,
      onStep: (done) => request.onStep?.(steps + done, 2 * steps),
    });
    return { ...back, source, learned: { rows, positions } };
  },
});

export const locInvBySegmentation = locInv(
  'segmentation',
  "learns the nouns' words by their masks, then null-text",
);
export const locInvByBox = locInv('detection', 'the same by the boxes around them');
