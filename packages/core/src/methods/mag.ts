import { attentionControl } from './attention-control/method.js';
import { PUBLISHED } from './attention-control/settings.js';

/** MAG-Edit (Mao et al. 2024): its own losses in the same loop, for the half of the steps in which it optimizes. */
export const mag = attentionControl({
  summary: 'MAG-Edit, with token ratio and spatial ratio',
  source: 'MAG-Edit',
  defaults: { ...PUBLISHED, lossWeights: { tokenRatio: 1, spatialRatio: 1 }, optimize: 0.5 },
});
