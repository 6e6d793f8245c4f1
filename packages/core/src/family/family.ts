import type { PackConfigs } from '../pack/configs.js';
import type { Pack, PackFiles } from '../pack/pack.js';
import type { ChosenDevice } from '../session/device.js';
import type { Model } from './model.js';

/** What a family reads of a pack's folder. */
export type FamilyFacts = Pick<Pack, 'scheduler' | 'unet' | 'vae'>;

/** A kind of diffusion model: everything in which kinds differ is behind this and {@link Model}. */
export interface Family {
  /** Whether a pack is of this family, by the class that its pipeline names. */
  recognize(configs: PackConfigs): boolean;
  /**
   * Refuses what the family cannot run, from the config files alone.
   * @throws DualeditError `model-unsupported`, `scheduler-unsupported`
   */
  check(configs: PackConfigs): void;
  /**
   * Reads sizes and scales; weights' bytes are not read.
   * @throws DualeditError `model-unsupported`, `pack-unreadable`
   */
  read(folder: string, files: PackFiles, configs: PackConfigs): Promise<FamilyFacts>;
  /** Opens a pack's model; weights are loaded when first used. */
  open(pack: Pack, device: ChosenDevice): Promise<Model>;
}
