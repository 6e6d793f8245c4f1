import { type LossSettings, type LossValues, lossDefaults } from '../../losses/losses.js';
import type { Guidance } from '../../programs/edit-step.js';
import { LOSS_SIDE } from '../../surgery/attention-sites.js';
import { type InjectionSchedule, PUBLISHED_SCHEDULE } from '../../surgery/gates.js';
import type { CommonSettings } from '../common-settings.js';

/** All settings of the editing loop, with those of the losses. */
export type AttentionControlSettings = LoopSettings & LossSettings;

interface LoopSettings extends CommonSettings {
  injection: InjectionSchedule;
  /** λ of each loss (Eq. 7). A loss that is absent or 0 is left out and costs nothing. */
  lossWeights: LossValues;
  /** The losses read the cross-attention sites whose resolution is nearest to this side, squared. */
  lossSide: number;
  /** Fraction of the steps, from the first, in which the latent is optimised. */
  optimize: number;
  /** Gradient steps at each of them, at most. */
  innerIterations: number;
  /**
   * The largest change of a latent element in one gradient step by a loss of weight 1, before `strength`, in an
   * edit of 50 steps: see {@link stepSizeAt}.
   */
  stepSize: number;
  /**
   * How gradients of several losses are brought together: 0, each is divided by its largest element; 1, the first one is,
   * and the others keep their size beside it as far as it is between a third and three times its own (Guide-and-Rescale).
   */
  rescale: number;
  /**
   * Of steps that draw their noise anew: how much of what the original has is left out where a shape may change, 0…1,
   * beyond what the model means of it. 0 is as published: the old thing's details shine through in few steps.
   */
  redraw: number;
  /** A gradient step must lower the weighted loss by this fraction, or the timestep is done. */
  minImprovement: number;
}

/** A scale of 1 needs no run under the empty prompt. */
export function guidanceOf({ guidanceScale }: Pick<AttentionControlSettings, 'guidanceScale'>): Guidance {
  return guidanceScale === 1 ? 'unguided' : 'guided';
}

const STEPS_OF_SIZE = 50;

/** The step size for the steps of an edit: what counts is the way in all, so that of fewer steps each is longer. */
export function stepSizeAt({
  stepSize,
  steps,
}: Pick<AttentionControlSettings, 'stepSize' | 'steps'>): number {
  return (stepSize * STEPS_OF_SIZE) / steps;
}

/** The published numbers that the presets share; the losses are MDE-Edit's. */
export const PUBLISHED: AttentionControlSettings = {
  steps: 50,
  guidanceScale: 7.5,
  injection: PUBLISHED_SCHEDULE,
  lossWeights: { oal: 1, ccl: 0.4 },
  lossSide: LOSS_SIDE,
  optimize: 0.4,
  innerIterations: 4,
  stepSize: 0.015,
  rescale: 0,
  minImprovement: 1e-3,
  redraw: 0,
  ...lossDefaults(),
  maskMargin: 1 / 32,
  reach: 0.35,
  blend: 0.3,
};
