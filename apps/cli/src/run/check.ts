import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkEdit } from '@dualedit/core';
import { readSegmenterModels } from '@dualedit/segmenter/pack';
import { checkOutputs } from '../files/outputs.js';
import { checkFolder } from '../files/write.js';
import type { ModelOptions } from '../options.js';
import { maskModule } from './mask-module.js';
import { type PreparedEdit, requestOf } from './one-edit.js';

/**
 * Refuses what an edit would refuse before its first model run. Makes and writes nothing, and loads no model.
 * @param pack folder of the model pack
 */
export async function checkPrepared(
  prepared: PreparedEdit,
  pack: string,
  { device, safetyCheck, maskSource }: ModelOptions,
): Promise<void> {
  await checkPlaces(prepared);
  if (maskModule(pack, maskSource) !== undefined && prepared.plan.masks.includes(undefined)) {
    await readSegmenterModels(pack);
  }
  await checkEdit(requestOf(prepared), {
    pack,
    ...(device !== undefined && { device }),
    ...(safetyCheck !== undefined && { safetyCheck }),
  });
}

async function checkPlaces({ inputs, outputs, settings }: PreparedEdit): Promise<void> {
  for (const folder of [settings.saveMasks, settings.saveAttention]) {
    if (folder !== undefined) await checkFolder(folder);
  }
  const { picture, compare, inversion, masks, attention } = outputs;
  const inFolders = [...masks, ...attention].filter((path) => existsSync(dirname(path)));
  await checkOutputs([picture, compare, inversion, ...inFolders], inputs);
}
