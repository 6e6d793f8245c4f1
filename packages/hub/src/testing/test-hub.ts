import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HubFiles, startHub, type TestHub } from '@dualedit/test-servers/hub';
import { onTestFinished } from 'vitest';
import { type Pulled, type PullOptions, pullModel } from '../pull.js';
import { readReference } from '../reference.js';
import { packTarget } from '../target.js';

/** Impatient, so that what fails on purpose fails soon. */
export const IMPATIENT = { tries: 3, pauseMs: 5, longestPauseMs: 50, stallMs: 30_000 };

export const REPOSITORY = 'someone/tiny-diffusion';

const text = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Files of a pack in diffusers' ONNX layout, of random weights, and what else lies in such a repository. */
export function packFiles(): HubFiles {
  return {
    '.gitattributes': text('lfs'),
    'README.md': Buffer.from('---\nlicense: creativeml-openrail-m\n---\n'),
    'LICENSE.md': Buffer.from('the terms'),
    'model_index.json': text({ _class_name: 'OnnxStableDiffusionPipeline' }),
    'scheduler/scheduler_config.json': text({ beta_schedule: 'scaled_linear' }),
    'tokenizer/vocab.json': text({ a: 0 }),
    'tokenizer/merges.txt': Buffer.from('#version\n'),
    'tokenizer/tokenizer_config.json': text({ model_max_length: 77 }),
    'text_encoder/model.onnx': randomBytes(30_000),
    'unet/model.onnx': randomBytes(10_000),
    'unet/weights.pb': randomBytes(400_000),
    'unet/config.json': text({ sample_size: 8 }),
    'unet/diffusion_pytorch_model.safetensors': randomBytes(5000),
    'unet/model_fp16.onnx': randomBytes(5000),
    'unet/model_fp16.onnx_data': randomBytes(5000),
    'vae_encoder/model.onnx': randomBytes(20_000),
    'vae_decoder/model.onnx': randomBytes(20_000),
    'safety_checker/model.onnx': randomBytes(20_000),
    'images/sample.png': randomBytes(5000),
  };
}

/** What of them makes the pack. */
export const PACK = [
  'LICENSE.md',
  'README.md',
  'model_index.json',
  'safety_checker/model.onnx',
  'scheduler/scheduler_config.json',
  'text_encoder/model.onnx',
  'tokenizer/merges.txt',
  'tokenizer/tokenizer_config.json',
  'tokenizer/vocab.json',
  'unet/config.json',
  'unet/model.onnx',
  'unet/weights.pb',
  'vae_decoder/model.onnx',
  'vae_encoder/model.onnx',
];

/** A hub with one repository, and an empty folder for packs, for one test. */
export async function hubWithModels(files = packFiles()): Promise<{
  hub: TestHub;
  models: string;
  files: HubFiles;
  pull(options?: Partial<PullOptions> & { token?: string; model?: string }): Promise<Pulled>;
}> {
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const models = await mkdtemp(join(tmpdir(), 'dualedit-hub-'));
  onTestFinished(() => rm(models, { recursive: true, force: true }));
  hub.put({ name: REPOSITORY, files, revisions: ['main', 'onnx'], licence: 'creativeml-openrail-m' });
  return {
    hub,
    models,
    files,
    pull: ({ token, model = REPOSITORY, ...options } = {}) => {
      const reference = readReference(model);
      const settings = { endpoint: hub.url, offline: false, ...(token !== undefined && { token }) };
      return pullModel(reference, packTarget(models, reference.name), {
        settings,
        patience: IMPATIENT,
        ...options,
      });
    },
  };
}

/** All files below a folder, as sorted relative paths. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
