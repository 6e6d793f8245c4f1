import type { PackConfigs } from '../pack/configs.js';
import type { Pack, PackDefaults, PackFiles } from '../pack/pack.js';
import type { ChosenDevice } from '../session/device.js';
import type { Model, ModelParts } from './model.js';

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
  /** What suits a pack of these configs better than the methods' own numbers, unless the pack says so itself. */
  defaults(configs: PackConfigs): PackDefaults;
  /**
   * Opens a pack's model; weights are loaded when first used.
   * @param parts of another model of the pack, to be used by both
   */
  open(pack: Pack, device: ChosenDevice, parts?: ModelParts): Promise<Model>;
}
