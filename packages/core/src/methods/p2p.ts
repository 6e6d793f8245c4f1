import { attentionControl } from './attention-control/method.js';
import { PUBLISHED } from './attention-control/settings.js';

/** Prompt-to-Prompt (Hertz et al. 2022): the same loop without losses. */
export const p2p = attentionControl({
  summary: 'Prompt-to-Prompt, MDE-Edit without losses: half its time',
  source: 'Prompt-to-Prompt',
  defaults: { ...PUBLISHED, lossWeights: {} },
});
