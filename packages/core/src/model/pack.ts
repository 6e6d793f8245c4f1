import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DualeditError } from '@dualedit/foundation';
import type { SchedulerConfig } from '../diffusion/ddim.js';

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
  unet: { inChannels: number; sampleSize: number; crossAttentionDim: number };
  /** Pixels per latent cell along a side, and the factor between moments and latents. */
  vae: { downsampling: number; scalingFactor: number };
  words?: WordList;
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
 * @throws DualeditError `pack-missing`, `pack-incomplete` (names the file), `pack-unreadable`
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
  for (const file of [...Object.values(files), path('unet', 'config.json')]) {
    if (!existsSync(file)) throw incomplete(folder, file);
  }
  const unet = await readJson(path('unet', 'config.json'));
  const vae = existsSync(path('vae_decoder', 'config.json'))
    ? await readJson(path('vae_decoder', 'config.json'))
    : {};
  const words = path('words.json');
  return {
    name: basename(resolve(folder)),
    folder: resolve(folder),
    files,
    scheduler: await readJson(path('scheduler', 'scheduler_config.json')),
    unet: {
      inChannels: unet.in_channels,
      sampleSize: unet.sample_size,
      crossAttentionDim: unet.cross_attention_dim,
    },
    vae: {
      downsampling: vae.block_out_channels ? 2 ** (vae.block_out_channels.length - 1) : DEFAULT_DOWNSAMPLING,
      scalingFactor: vae.scaling_factor ?? DEFAULT_SCALING_FACTOR,
    },
    ...(existsSync(words) ? { words: await readJson(words) } : {}),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the hub's configs are typed where they are read
async function readJson(path: string): Promise<any> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new DualeditError({
      code: 'pack-unreadable',
      message: `Expected JSON in ${path}: ${(cause as Error).message}.`,
      hint: 'Restore the file from where the pack came from.',
      cause,
    });
  }
}

/** A file of a pack that is not what its manifest says. */
export interface PackProblem {
  file: string;
  problem: 'missing' | 'altered';
}

/**
 * Compares every file that the pack's `manifest.json` lists with its sha256.
 * @throws DualeditError `pack-no-manifest`
 */
export async function verifyPack(folder: string): Promise<{ files: number; problems: PackProblem[] }> {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) {
    throw new DualeditError({
      code: 'pack-no-manifest',
      message: `There is no manifest.json in ${folder}, so that nothing says what its files should be.`,
      hint: 'Only packs that ship a manifest can be verified.',
      received: folder,
    });
  }
  const { files } = (await readJson(manifest)) as { files: Record<string, { sha256: string }> };
  const problems: PackProblem[] = [];
  for (const [file, { sha256 }] of Object.entries(files)) {
    const path = join(folder, file);
    if (!existsSync(path)) problems.push({ file, problem: 'missing' });
    else if ((await sha256Of(path)) !== sha256) problems.push({ file, problem: 'altered' });
  }
  return { files: Object.keys(files).length, problems };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
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
