import { attentionControl } from './attention-control/method.js';
import { PUBLISHED } from './attention-control/settings.js';

/**
 * MDE-Edit (Zhang et al. 2025): attention injection, and a latent that is moved by the gradient of the Object
 * Alignment Loss and the Color Consistency Loss. Numbers are the paper's where it gives them, balanced steps elsewhere
 * (docs/decisions/001-method-numbers.md).
 */
export const mde = attentionControl({
  summary: 'MDE-Edit, with both of its losses',
  source: 'MDE-Edit',
  defaults: PUBLISHED,
});
