import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { FAMILIES } from '../family/families.js';
import { recognizeFamily } from '../family/recognize.js';
import { readConfigs, readFewStepsConfigs } from './configs.js';
import type { Pack, PackDefaults } from './pack.js';
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
  const palette = path('palette.json');
  const defaults = path('dualedit.json');
  const own: PackDefaults = existsSync(defaults) ? await readJson(defaults) : {};
  const pack: Pack = {
    name: basename(resolve(folder)),
    family,
    folder: resolve(folder),
    files,
    ...(await FAMILIES[family].read(resolve(folder), files, configs)),
    ...(existsSync(words) ? { words: await readJson(words) } : {}),
    ...(existsSync(world) ? { world: await readJson(world) } : {}),
    ...(existsSync(palette) ? { palette: await readJson(palette) } : {}),
    defaults: { ...FAMILIES[family].defaults(configs), ...own },
  };
  return existsSync(path('unet_lcm', 'model.onnx')) ? { ...pack, fewSteps: await fewStepsOf(pack) } : pack;
}

/** The pack by its second denoiser. */
async function fewStepsOf(pack: Pack): Promise<Pack> {
  const configs = await readFewStepsConfigs(pack.folder);
  const family = recognizeFamily(configs);
  const files = { ...pack.files, unet: join(pack.folder, 'unet_lcm', 'model.onnx') };
  const { isUsual: _, ...own } = pack.defaults.fewSteps ?? {};
  return {
    ...pack,
    family,
    files,
    ...(await FAMILIES[family].read(pack.folder, files, configs)),
    defaults: { ...FAMILIES[family].defaults(configs), ...own },
    isFewSteps: true,
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
