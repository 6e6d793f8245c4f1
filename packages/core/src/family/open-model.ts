import type { Pack } from '../pack/pack.js';
import type { ChosenDevice } from '../session/device.js';
import { FAMILIES, type FamilyName } from './families.js';
import type { Model } from './model.js';

/** Opens a pack's model by its family. */
export function openModel(pack: Pack, device: ChosenDevice): Promise<Model> {
  return FAMILIES[pack.family as FamilyName].open(pack, device);
}
