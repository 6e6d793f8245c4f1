import type { LossValues } from '../../losses/losses.js';
import { LOSS_SIDE } from '../../surgery/attention-sites.js';
import { type InjectionSchedule, PUBLISHED_SCHEDULE } from '../../surgery/gates.js';

/** Everything that the editing loop is steered by; together with pack, prompts and masks it reproduces an edit. */
export interface MethodSettings {
  /** DDIM steps of the inversion and of the edit. */
  steps: number;
  /** Classifier-free guidance of the edit branch. */
  guidanceScale: number;
  injection: InjectionSchedule;
  /** λ of each loss (Eq. 7); one that is absent or 0 is left out and costs nothing. */
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
  /** A gradient step must lower the weighted loss by this fraction, or the timestep is done. */
  minImprovement: number;
  /** The first term of OAL sees the maps multiplied by this. */
  objectScale: number;
  /** How far the mask of an edit that may change a shape grows, as a share of the region's side. */
  room: number;
  /** Fraction of the steps, up to the last, in which the background is replaced by the stored trajectory. */
  blend: number;
}

const STEPS_OF_SIZE = 50;

/** The step size for the steps of an edit: what counts is the way in all, so that of fewer steps each is longer. */
export function stepSizeAt({ stepSize, steps }: Pick<MethodSettings, 'stepSize' | 'steps'>): number {
  return (stepSize * STEPS_OF_SIZE) / steps;
}

/** MDE-Edit as published where it says so (docs/decisions/001-method-numbers.md), balanced steps elsewhere. */
export const MDE_EDIT: MethodSettings = {
  steps: 50,
  guidanceScale: 7.5,
  injection: PUBLISHED_SCHEDULE,
  lossWeights: { oal: 1, ccl: 0.4 },
  lossSide: LOSS_SIDE,
  optimize: 0.4,
  innerIterations: 4,
  stepSize: 0.015,
  minImprovement: 1e-3,
  objectScale: 5,
  room: 1 / 32,
  blend: 0.3,
};

/** Prompt-to-Prompt: the same loop without the losses. */
export const PROMPT_TO_PROMPT: MethodSettings = { ...MDE_EDIT, lossWeights: {} };

/** MAG-Edit: its own losses in the same loop, for the half of the steps in which it optimises. */
export const MAG_EDIT: MethodSettings = {
  ...MDE_EDIT,
  lossWeights: { tokenRatio: 1, spatialRatio: 1 },
  optimize: 0.5,
};

/** Every method by its name: the loop is one, the settings differ. */
export const METHODS = { mde: MDE_EDIT, mag: MAG_EDIT, p2p: PROMPT_TO_PROMPT } satisfies Record<
  string,
  MethodSettings
>;

export type MethodName = keyof typeof METHODS;
