import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import type { SchedulerConfig } from '../diffusion/ddim.js';
import { checkProcess } from '../diffusion/process.js';
import { checkChannels, checkInputs, type UnetConfig } from './check-unet.js';
import { readJson } from './read-json.js';
import { readUnetShape, type UnetShape } from './unet-shape.js';
import { unsupported } from './unsupported.js';

export { checkModels, type PackProblem, verifyPack } from './verify.js';

/** The words that a small model was taught; packs of full size have no such list. */
export interface WordList {
  nouns: string[];
  colors: string[];
  backgrounds: string[];
  words: string[];
}

/** A folder of models in the hub's ONNX layout, and what its configs say. */
export interface Pack {
  name: string;
  folder: string;
  /** Absolute paths; `tokenizer` is a folder. */
  files: { tokenizer: string; textEncoder: string; unet: string; vaeEncoder: string; vaeDecoder: string };
  scheduler: SchedulerConfig;
  unet: UnetShape;
  /** Pixels per latent cell along a side; latents are (moments − shift) · scaling, without a shift in most models. */
  vae: { downsampling: number; scalingFactor: number; shiftFactor?: number };
  words?: WordList;
  /** What suits this model better than the method's own numbers. */
  defaults: PackDefaults;
}

/** A pack's optional `dualedit.json`. */
export interface PackDefaults {
  guidanceScale?: number;
  /** DDIM steps beyond which its pictures become no better. */
  steps?: number;
}

/** Stable Diffusion's numbers, for stock exports that carry no config beside the autoencoder. */
const DEFAULT_SCALING_FACTOR = 0.18215;
const DEFAULT_DOWNSAMPLING = 8;

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
  const files = {
    tokenizer: path('tokenizer'),
    textEncoder: path('text_encoder', 'model.onnx'),
    unet: path('unet', 'model.onnx'),
    vaeEncoder: path('vae_encoder', 'model.onnx'),
    vaeDecoder: path('vae_decoder', 'model.onnx'),
  };
  const scheduler = path('scheduler', 'scheduler_config.json');
  const older = existsSync(path('tokenizer', 'tokenizer.json')) ? [] : ['vocab.json', 'merges.txt'];
  const tokenizer = ['tokenizer_config.json', ...older].map((name) => path('tokenizer', name));
  for (const file of [...Object.values(files), scheduler, ...tokenizer]) {
    if (!existsSync(file)) throw incomplete(folder, file);
  }
  const unet = path('unet', 'config.json');
  const shape = existsSync(unet) ? shapeOf(await readJson(unet)) : await readUnetShape(files.unet);
  const vae = await firstConfig(path('vae_decoder'), path('vae_encoder'), path('vae'));
  checkChannels(shape, vae.latent_channels);
  const process = await readJson(scheduler);
  checkProcess(process);
  const words = path('words.json');
  const defaults = path('dualedit.json');
  return {
    name: basename(resolve(folder)),
    folder: resolve(folder),
    files,
    scheduler: process,
    unet: shape,
    vae: vaeOf(vae),
    ...(existsSync(words) ? { words: await readJson(words) } : {}),
    defaults: existsSync(defaults) ? await readJson(defaults) : {},
  };
}

interface VaeConfig {
  block_out_channels?: number[];
  latent_channels?: number;
  scaling_factor?: number;
  shift_factor?: number | null;
  latents_mean?: number[] | null;
}

/** The config of the first folder that has one; stock exports carry none. */
async function firstConfig(...folders: string[]): Promise<VaeConfig> {
  const found = folders.map((folder) => join(folder, 'config.json')).find(existsSync);
  return found ? readJson(found) : {};
}

function vaeOf(config: VaeConfig): Pack['vae'] {
  const { block_out_channels: widths, latents_mean: mean } = config;
  if (mean) throw unsupported('The autoencoder scales each channel by itself ("latents_mean").', mean);
  const vae: Pack['vae'] = {
    downsampling: widths ? 2 ** (widths.length - 1) : DEFAULT_DOWNSAMPLING,
    scalingFactor: config.scaling_factor ?? DEFAULT_SCALING_FACTOR,
  };
  if (config.shift_factor) vae.shiftFactor = config.shift_factor;
  return vae;
}

function shapeOf(config: UnetConfig): UnetShape {
  checkInputs(config);
  return {
    inChannels: config.in_channels,
    outChannels: config.out_channels ?? config.in_channels,
    sampleSize: config.sample_size,
    crossAttentionDim: config.cross_attention_dim,
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
