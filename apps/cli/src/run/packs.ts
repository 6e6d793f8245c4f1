import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaultPackFolder, openPack, verifyPack } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import { findKnown, installedFolder, modelsFolder } from '@dualedit/hub/packs';
import { readModel } from '@dualedit/onnx-autograd';

export const EMBEDDED = 'diorama';

/**
 * The folder of a pack: the embedded one (`diorama`), one that was pulled, by its name, or any folder.
 * @throws DualeditError `pack-missing`
 */
export async function findPack(pack: string): Promise<string> {
  if (pack === EMBEDDED) return defaultPackFolder();
  if (pack.trim() === '') throw missing(pack);
  const pulled = installedFolder(modelsFolder(), pack);
  if (pulled !== undefined) return pulled;
  const folder = resolve(pack);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  throw missing(pack);
}

function missing(pack: string): DualeditError {
  const isKnown = findKnown(pack)?.kind === 'diffusion';
  return new DualeditError({
    code: 'pack-missing',
    message: isKnown
      ? `The model "${pack}" is known but not here.`
      : `Expected a model pack but "${pack}" is neither a pack that is here nor a folder.`,
    hint: isKnown
      ? `Fetch it with "dualedit models pull ${pack}".`
      : 'See "dualedit models list", or give the folder of a pack.',
    received: pack,
  });
}

/**
 * Checks that an edit can be made with a pack: its layout and configs, and that the UNet is a plain export.
 * @throws DualeditError `pack-incomplete`, `pack-unreadable`; OnnxAutogradError `operator-domain` and others
 */
export async function checkUsable(folder: string): Promise<void> {
  const { files } = await openPack(folder);
  await readModel(files.unet);
}

/**
 * Checks that a pack is complete and that every file is what its manifest says; returns their number.
 * @throws DualeditError `pack-damaged`, and whatever opening the pack raises
 */
export async function checkPack(folder: string): Promise<number> {
  await openPack(folder);
  const { files, problems } = await verifyPack(folder);
  if (problems.length === 0) return files;
  throw new DualeditError({
    code: 'pack-damaged',
    message: `The pack in ${folder} is damaged: ${problems.map(({ file, problem }) => `${file} is ${problem}`).join(', ')}.`,
    hint: 'Install or pull it again.',
    received: problems,
  });
}
