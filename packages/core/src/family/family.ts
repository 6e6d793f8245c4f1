import type { Pack, PackConfigs } from '../pack/pack.js';
import type { ChosenDevice } from '../session/device.js';
import type { Model } from './model.js';

/** Whether a family can run a pack, and if not, why and what to use instead: a sentence each. */
export type Recognition = { runs: true } | { runs: false; because: string; instead: string };

/** A kind of diffusion model: everything in which kinds differ is behind this and {@link Model}. */
export interface Family {
  /** Says yes or no from the config files alone, before any weight is read; `undefined` for packs of another family. */
  recognize(configs: PackConfigs): Recognition | undefined;
  /** Opens a pack's model; weights are loaded when first used. */
  open(pack: Pack, device: ChosenDevice): Promise<Model>;
}
