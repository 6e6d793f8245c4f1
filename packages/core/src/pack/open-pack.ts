import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { FAMILIES } from '../family/families.js';
import { recognizeFamily } from '../family/recognize.js';
import { readConfigs } from './configs.js';
import type { Pack } from './pack.js';
import { readJson } from './read-json.js';

/** The folder of the embedded pack, by package resolution. */
export function defaultPackFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));
}

/**
 * Reads a pack's configs; no model is loaded.
 * @throws DualeditError `pack-missing`, `pack-incomplete` (names the file), `pack-unreadable`, `scheduler-unsupported`,
 * `model-unsupported`
 */
export async function openPack(folder: string): Promise<Pack> {
  const path = (...parts: string[]) => join(resolve(folder), ...parts);
  if (!existsSync(path('model_index.json'))) throw missingPack(folder);
  const configs = await readConfigs(resolve(folder));
  const family = recognizeFamily(configs);
  const files = {
    tokenizer: path('tokenizer'),
    textEncoder: path('text_encoder', 'model.onnx'),
    unet: path('unet', 'model.onnx'),
    vaeEncoder: path('vae_encoder', 'model.onnx'),
    vaeDecoder: path('vae_decoder', 'model.onnx'),
  };
  const older = existsSync(path('tokenizer', 'tokenizer.json')) ? [] : ['vocab.json', 'merges.txt'];
  const tokenizer = ['tokenizer_config.json', ...older].map((name) => path('tokenizer', name));
  for (const file of [...Object.values(files), path('scheduler', 'scheduler_config.json'), ...tokenizer]) {
    if (!existsSync(file)) throw incomplete(folder, file);
  }
  const words = path('words.json');
  const world = path('world.json');
  const defaults = path('dualedit.json');
  return {
    name: basename(resolve(folder)),
    family,
    folder: resolve(folder),
    files,
    ...(await FAMILIES[family].read(resolve(folder), files, configs)),
    ...(existsSync(words) ? { words: await readJson(words) } : {}),
    ...(existsSync(world) ? { world: await readJson(world) } : {}),
    defaults: existsSync(defaults) ? await readJson(defaults) : {},
  };
}

function missingPack(folder: string): DualeditError {
  return new DualeditError({
    code: 'pack-missing',
    message: `There is no model pack in ${folder}: it holds no model_index.json.`,
    hint: 'Give the folder of an ONNX export of Stable Diffusion, or leave the option out for the embedded model.',
    received: folder,
  });
}

function incomplete(folder: string, file: string): DualeditError {
  return new DualeditError({
    code: 'pack-incomplete',
    message: `The model pack in ${folder} lacks ${file}.`,
    hint: 'Fetch or export the pack again, all of it.',
    received: file,
  });
}
