import { attentionControl } from './attention-control/method.js';
import { PUBLISHED } from './attention-control/settings.js';

/**
 * LocInv (Tang et al. 2024): Prompt-to-Prompt from an inversion that has learned where the nouns of the source prompt are
 * (`inversions/locinv.ts`). Cross-attention is taken for 40 of 50 steps, self-attention for 20.
 */
export const locinv = attentionControl({
  summary: 'LocInv: learns where the words are, then Prompt-to-Prompt',
  source: 'LocInv',
  defaults: {
    ...PUBLISHED,
    lossWeights: {},
    injection: { cross: 0.8, self: 0.4, selfInsideObjects: 0.4 },
  },
  inversions: ['locinv', 'locinv-box'],
});
