import { openPack, readConfigs, recognizeFamily, verifyPack } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import { readModel } from '@dualedit/onnx-autograd';

/**
 * Checks by config files alone that some family runs a model.
 * @throws DualeditError `model-unsupported`, `scheduler-unsupported`, `pack-unreadable`
 */
export async function checkFamily(folder: string): Promise<void> {
  recognizeFamily(await readConfigs(folder));
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
