import type { AttentionControlSettings } from './attention-control/settings.js';
import type { CdsSettings } from './cds/settings.js';
import type { GuideRescaleSettings } from './guide-rescale/settings.js';
import type { LomoeSettings } from './lomoe/settings.js';
import type { OirSettings } from './oir/settings.js';

/** What every method has a setting for. */
export interface CommonSettings {
  /** Steps of the inversion and of the edit. */
  steps: number;
  /** Classifier-free guidance of the edit branch. */
  guidanceScale: number;
  /**
   * How far the mask of an edit that may change a shape grows at least, as a share of the region's side; within it
   * whatever changed is taken.
   */
  room: number;
  /** How far beyond its old thing a new shape may be drawn, as a share of the thing's longer side. */
  margin: number;
  /** Fraction of the steps, up to the last, in which the background is replaced by the stored trajectory. */
  blend: number;
}

/**
 * All settings of an edit; together with pack, prompts and masks they reproduce it. Each method has its own beside the
 * common ones.
 */
export type MethodSettings = CommonSettings &
  Partial<AttentionControlSettings & LomoeSettings & CdsSettings & GuideRescaleSettings & OirSettings>;
