import type { SchedulerConfig } from '../family/stable-diffusion/schedule.js';
import type { UnetShape } from '../family/stable-diffusion/unet-shape.js';
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
  scheduler: SchedulerConfig;
  unet: UnetShape;
  /** Pixels per latent cell along a side; latents are (moments − shift) · scaling, without a shift in most models. */
  vae: { downsampling: number; scalingFactor: number; shiftFactor?: number };
  words?: WordList;
  world?: WorldRule;
  /** What suits this model better than the method's own numbers. */
  defaults: PackDefaults;
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
  /** One per number of a picture's look. */
  weights: readonly number[];
  /** A picture whose weighted sum is below it is not of the pack's world. */
  threshold: number;
}

/** A pack's optional `dualedit.json`. */
export interface PackDefaults {
  guidanceScale?: number;
  /** When attention is taken from the original. */
  injection?: InjectionSchedule;
  /** DDIM steps beyond which its pictures become no better. */
  steps?: number;
}
