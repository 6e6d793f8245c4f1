import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DualeditError } from '@dualedit/foundation';

/** What a folder holds of a model pack. */
export interface PackInfo {
  name: string;
  folder: string;
  embedded: boolean;
  /** The pipeline that its index names. */
  pipeline: string | undefined;
  /** Of all its files. */
  bytes: number;
  /** Files that a pack must have and this one has not. */
  missing: string[];
}

export const EMBEDDED = 'diorama';

const FILES = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'text_encoder/model.onnx',
  'unet/model.onnx',
  'vae_encoder/model.onnx',
  'vae_decoder/model.onnx',
];

/**
 * The folder of a pack that is named (`diorama`) or given as a folder.
 * @throws DualeditError `model-missing`
 */
export async function findPack(pack: string): Promise<string> {
  if (pack === EMBEDDED)
    return dirname(fileURLToPath(import.meta.resolve('@dualedit/model-diorama/package.json')));
  const folder = resolve(pack);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  throw new DualeditError({
    code: 'model-missing',
    message: `Expected a model pack but "${pack}" is neither a known pack nor a folder.`,
    hint: 'See "dualedit models list", or give the folder of a pack.',
    received: pack,
  });
}

export async function inspectPack(pack: string): Promise<PackInfo> {
  const folder = await findPack(pack);
  const files = await filesIn(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return {
    name: pack,
    folder,
    embedded: pack === EMBEDDED,
    pipeline: files.includes(FILES[0]!) ? await pipelineOf(join(folder, FILES[0]!)) : undefined,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    missing: FILES.filter((file) => !files.includes(file)),
  };
}

/** Paths relative to the folder, with `/`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

async function pipelineOf(index: string): Promise<string | undefined> {
  try {
    const { _class_name } = JSON.parse(await readFile(index, 'utf8')) as { _class_name?: string };
    return _class_name;
  } catch {
    return undefined;
  }
}

/** @throws DualeditError `model-incomplete` */
export function checkComplete({ name, folder, missing, pipeline }: PackInfo): void {
  if (missing.length === 0 && pipeline !== undefined) return;
  const what =
    missing.length > 0 ? `lacks ${missing.join(', ')}` : 'has a model_index.json that cannot be read';
  throw new DualeditError({
    code: 'model-incomplete',
    message: `The pack "${name}" in ${folder} ${what}.`,
    hint: name === EMBEDDED ? 'Install @dualedit/model-diorama again.' : 'Export or copy the pack again.',
    received: folder,
  });
}
