import { DualeditError } from '@dualedit/foundation';
import type { Checksum } from './checksum.js';
import { type ModelKind, PART_NAMES, PARTS, type PartName } from './part.js';

/** A file of a repository. */
export interface RepositoryFile {
  path: string;
  bytes: number;
  checksum: Checksum;
}

const MODELS = ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'] as const;
/** `unet_lcm` is a second denoiser, of few steps. */
const OPTIONAL_MODELS = ['unet_lcm', 'safety_checker'] as const;

/** Weights for other runtimes, which may lie beside an export. */
const FOREIGN =
  /\.(safetensors|bin|ckpt|pt|pth|msgpack|h5|tflite|mlmodelc?|mlpackage|xml|engine|gguf|py|md|png|jpe?g)$/i;
const LICENCE = /^(licen[cs]e|notice|use_policy)[^/]*$/i;
const ROOT = new Set([
  'model_index.json',
  'README.md',
  'words.json',
  'world.json',
  'palette.json',
  'dualedit.json',
]);
const SMALL_FOLDERS = /^(scheduler|scheduler_lcm|tokenizer|feature_extractor)\/[^/]+\.(json|txt)$/;

/**
 * Of all files of a repository those that make a pack, or a part of one: ONNX models of full precision with their
 * weights, configs, tokenizers, model card and licence; nothing of other frameworks, and no second variant.
 * @throws DualeditError `model-layout`, which names what is missing
 */
export function selectFiles(
  files: readonly RepositoryFile[],
  kind: ModelKind,
  repository: string,
): RepositoryFile[] {
  const selected = kind === 'diffusion' ? diffusionFiles(files) : partFiles(files, kind, '');
  const required =
    kind === 'diffusion'
      ? ['model_index.json', ...MODELS.map((model) => `${model}/model.onnx`)]
      : ['config.json', ...PARTS[kind].graphs.map((graph) => `onnx/${graph}.onnx`)];
  const there = new Set(selected.map(({ path }) => path));
  const missing = required.filter((path) => !there.has(path));
  if (missing.length > 0) throw wrongLayout(files, kind, repository, missing);
  return selected;
}

function diffusionFiles(files: readonly RepositoryFile[]): RepositoryFile[] {
  const models = [...MODELS, ...OPTIONAL_MODELS].flatMap((model) =>
    files.filter(({ path }) => path.startsWith(`${model}/`) && isOfModel(path.slice(model.length + 1))),
  );
  const parts = PART_NAMES.flatMap((part) => partFiles(files, part, `${PARTS[part].folder}/`));
  const rest = files.filter(
    ({ path }) =>
      ROOT.has(path) || LICENCE.test(path) || SMALL_FOLDERS.test(path) || path === 'segmenter/segmenter.json',
  );
  return [...rest, ...models, ...parts];
}

/** `model.onnx`, its config, and its weights, which are named as the exporter pleased: one file or hundreds. */
function isOfModel(name: string): boolean {
  if (name === 'model.onnx' || name === 'config.json') return true;
  if (name.includes('/') || /\.(onnx|json)$/.test(name) || FOREIGN.test(name)) return false;
  // Weights of another variant: model_fp16.onnx_data.
  return !/\.onnx[._]data/.test(name) || name.startsWith('model.onnx');
}

const PART_CONFIGS =
  /^((config|generation_config|preprocessor_config|processor_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json|merges\.txt|vocab\.txt|README\.md)$/;

function partFiles(files: readonly RepositoryFile[], part: PartName, folder: string): RepositoryFile[] {
  const graphs = PARTS[part].graphs.join('|');
  const graph = new RegExp(`^onnx/(${graphs})\\.onnx([._]data.*)?$`);
  return files.filter(({ path }) => {
    if (!path.startsWith(folder)) return false;
    const name = path.slice(folder.length);
    return PART_CONFIGS.test(name) || LICENCE.test(name) || graph.test(name);
  });
}

function wrongLayout(
  files: readonly RepositoryFile[],
  kind: ModelKind,
  repository: string,
  missing: readonly string[],
): DualeditError {
  const layout =
    kind === 'diffusion'
      ? 'a Stable Diffusion in diffusers’ ONNX layout'
      : `a ${kind} in transformers.js’ layout`;
  const isPyTorch = files.some(({ path }) => /\.(safetensors|bin|ckpt)$/.test(path));
  const isOnnx = files.some(({ path }) => path.endsWith('.onnx'));
  return new DualeditError({
    code: 'model-layout',
    message: `Expected ${layout} but ${repository} lacks ${missing.join(', ')}.`,
    hint:
      isPyTorch && !isOnnx
        ? 'It holds PyTorch weights only: look for a revision such as @onnx, or export it ("optimum-cli export onnx") and give the folder with --local.'
        : 'Look at its files on the hub: another revision (owner/name@revision) may have this layout.',
    received: missing,
  });
}

/** @throws DualeditError `model-layout`: a path that would lead out of the pack */
export function checkPath(path: string): string {
  const isPlain = path.split('/').every((name) => name !== '' && name !== '..' && name !== '.');
  if (isPlain && !/[\\:\0]/.test(path)) return path;
  throw new DualeditError({
    code: 'model-layout',
    message: `The repository lists a file with an impossible path: ${JSON.stringify(path)}.`,
    hint: 'Do not trust this repository or mirror.',
    received: path,
  });
}
