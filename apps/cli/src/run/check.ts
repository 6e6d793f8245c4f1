import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkEdit } from '@dualedit/editor';
import { checkOutputs } from '../files/outputs.js';
import { checkFolder } from '../files/write.js';
import type { ModelOptions } from '../options.js';
import { type PreparedEdit, requestOf } from './one-edit.js';

/**
 * Refuses what an edit would refuse before its first model run. Makes and writes nothing, and loads no model.
 */
export async function checkPrepared(prepared: PreparedEdit, options: ModelOptions): Promise<void> {
  await checkPlaces(prepared);
  await checkEdit(requestOf(prepared), options);
}

async function checkPlaces({ inputs, outputs, settings }: PreparedEdit): Promise<void> {
  for (const folder of [settings.saveMasks, settings.saveAttention]) {
    if (folder !== undefined) await checkFolder(folder);
  }
  const { picture, compare, inversion, masks, attention, variants, sheet } = outputs;
  const inFolders = [...masks, ...attention].filter((path) => existsSync(dirname(path)));
  await checkOutputs([picture, compare, inversion, sheet, ...inFolders, ...variants], inputs);
}
