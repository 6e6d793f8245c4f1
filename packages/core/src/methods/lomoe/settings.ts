import type { CommonSettings } from '../common-settings.js';

export interface LomoeSettings extends CommonSettings {
  /** Fraction of the steps, from the first, in which a region is drawn before a plain color. */
  bootstrap: number;
  /** What the logits of all attention are divided by. */
  temperature: number;
  /** Of both losses: how much of each is in the gradient. */
  attentionWeight: number;
  backgroundWeight: number;
  /** Learning rate of the latent; 0: no losses. */
  rate: number;
  /** Where regions overlap: 0, the front one keeps the cell; 1, they are averaged, as published. */
  averaging: number;
}

export const LOMOE: LomoeSettings = {
  steps: 50,
  guidanceScale: 7.5,
  bootstrap: 0.4,
  temperature: 1.25,
  attentionWeight: 1,
  backgroundWeight: 1.75,
  rate: 0.1,
  averaging: 0,
  maskMargin: 1 / 32,
  reach: 0.35,
  blend: 0.3,
};
