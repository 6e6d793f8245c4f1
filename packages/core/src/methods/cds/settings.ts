import type { CommonSettings } from '../common-settings.js';

export interface CdsSettings extends CommonSettings {
  /** Steps of gradient descent. */
  iterations: number;
  /** Their learning rate. */
  descent: number;
  /** Of the contrastive loss, beside the difference of scores. */
  contrastWeight: number;
}

export const CDS: CdsSettings = {
  steps: 50,
  guidanceScale: 7.5,
  iterations: 200,
  descent: 0.1,
  contrastWeight: 3,
  maskMargin: 1 / 32,
  reach: 0.35,
  blend: 0.3,
};
