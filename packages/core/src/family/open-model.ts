import type { Pack } from '../pack/pack.js';
import type { ChosenDevice } from '../session/device.js';
import { FAMILIES, type FamilyName } from './families.js';
import type { Model } from './model.js';

/** Opens a pack's model by its family; if it has a second denoiser of few steps, that one too, on the same parts. */
export async function openModel(pack: Pack, device: ChosenDevice): Promise<Model> {
  const model = await FAMILIES[pack.family as FamilyName].open(pack, device);
  const few = pack.fewSteps;
  if (!few) return model;
  const fewSteps = await FAMILIES[few.family as FamilyName].open(few, device, model.parts);
  return {
    ...model,
    fewSteps,
    release: async () => {
      await Promise.all([model.release(), fewSteps.programs.release()]);
    },
  };
}
