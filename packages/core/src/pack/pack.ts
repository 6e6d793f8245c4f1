import type { Lab } from '@dualedit/foundation';
import type { ConsistencyConfig } from '../family/latent-consistency/schedule.js';
import type { UnetShape } from '../family/stable-diffusion/unet-shape.js';
import type { LossValues } from '../losses/losses.js';
import type { InjectionSchedule } from '../surgery/gates.js';
import type { WordList } from '../text/words.js';

/** A folder of models in the hub's ONNX layout, and what its configs say. */
export interface Pack {
  name: string;
  /** Name of the model's family. */
  family: string;
  folder: string;
  /** Absolute paths; `tokenizer` is a folder. */
  files: PackFiles;
  scheduler: ConsistencyConfig;
  unet: UnetShape;
  /** Pixels per latent cell along a side; latents are (moments − shift) · scaling, without a shift in most models. */
  vae: { downsampling: number; scalingFactor: number; shiftFactor?: number };
  words?: WordList;
  world?: WorldRule;
  palette?: Palette;
  /** What suits this model better than the method's own numbers. */
  defaults: PackDefaults;
  /** The same pack with the denoiser in `unet_lcm`, which needs a few steps alone. */
  fewSteps?: Pack;
  /** Whether it is such a pack within another. */
  isFewSteps?: true;
}

export interface PackFiles {
  tokenizer: string;
  textEncoder: string;
  unet: string;
  vaeEncoder: string;
  vaeDecoder: string;
}

/**
 * A pack's optional `world.json`: how the pictures look that a small model can know, as `tools/core/calibrate-world.ts`
 * measures it.
 */
export interface WorldRule {
  units: readonly WorldUnit[];
  /** A picture whose sum over the units is below it is not of the pack's world. */
  threshold: number;
}

/** One unit of a hidden layer: `out` times what its weighted sum is above 0. */
export interface WorldUnit {
  /** One per number of a picture's look. */
  weights: readonly number[];
  bias: number;
  out: number;
}

/**
 * A pack's optional `palette.json`, as `tools/core/calibrate-palette.ts` measures it: how things look in the mean over
 * their pixels, by noun, pattern (`plain` where there is none) and color.
 */
export type Palette = Record<string, Record<string, Record<string, Lab>>>;

/** A pack's optional `dualedit.json`. */
export interface PackDefaults {
  guidanceScale?: number;
  /** When attention is taken from the original. */
  injection?: InjectionSchedule;
  /** Steps beyond which its pictures become no better. */
  steps?: number;
  /** Name of the inversion that is used if a request names none and its method can start from it. */
  inversion?: string;
  lossWeights?: LossValues;
  /** Share of the steps, up to the last, in which the background is replaced. */
  blend?: number;
  /** How much of the original is left out where a shape may change, in few steps: 0…1. */
  redraw?: number;
  /** The same of its denoiser of few steps, and whether that one is used unless a request says otherwise. */
  fewSteps?: Omit<PackDefaults, 'fewSteps'> & { isUsual?: boolean };
}
