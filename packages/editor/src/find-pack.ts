import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaultPackFolder } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import { findKnown, installedFolder, modelsFolder } from '@dualedit/hub/packs';

/** The name of the embedded model pack. */
export const EMBEDDED = 'diorama';

/**
 * Returns the folder of a model pack: the embedded one (`diorama`, the default), one that was pulled, by its name, or
 * any folder. What the folder holds is not looked at.
 * @throws DualeditError `pack-missing`
 */
export async function findPack(model: string = EMBEDDED): Promise<string> {
  if (model === EMBEDDED) return defaultPackFolder();
  if (model.trim() === '') throw missing(model);
  const pulled = installedFolder(modelsFolder(), model);
  if (pulled !== undefined) return pulled;
  const folder = resolve(model);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  throw missing(model);
}

function missing(model: string): DualeditError {
  const isKnown = findKnown(model)?.kind === 'diffusion';
  return new DualeditError({
    code: 'pack-missing',
    message: isKnown
      ? `The model "${model}" is known but not here.`
      : `Expected a model pack but "${model}" is neither a pack that is here nor a folder.`,
    hint: isKnown
      ? `Fetch it with "dualedit models pull ${model}".`
      : 'See "dualedit models list", or give the folder of a pack.',
    received: model,
  });
}
