import type { CommonSettings } from '../common-settings.js';

export interface GuideRescaleSettings extends CommonSettings {
  /** Fraction of the steps, from the first, that are guided. */
  guide: number;
  /** Of both guides. */
  attentionGuideWeight: number;
  featureGuideWeight: number;
  /** How large the guides' gradient may be beside that of the prompt, at least and at most. */
  rescaleLeast: number;
  rescaleMost: number;
}

export const GUIDE_RESCALE: GuideRescaleSettings = {
  steps: 50,
  guidanceScale: 7.5,
  guide: 0.6,
  attentionGuideWeight: 3e5,
  featureGuideWeight: 500,
  rescaleLeast: 0.33,
  rescaleMost: 3,
  maskMargin: 1 / 32,
  reach: 0.35,
  blend: 0.3,
};
