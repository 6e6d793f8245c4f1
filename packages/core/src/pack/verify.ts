import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DualeditError } from '@dualedit/foundation';
import { readJson } from './read-json.js';

/** A file of a pack that is not what its manifest says. */
export interface PackProblem {
  file: string;
  problem: 'missing' | 'altered';
}

/** What a pack's `manifest.json` says of its files, by path inside the pack. */
type Manifest = Record<string, { sha256: string; bytes: number }>;

/** The folders of the models that an edit runs. */
const PARTS = new Set(['text_encoder', 'unet', 'unet_lcm', 'vae_encoder', 'vae_decoder']);

/** Models up to this size are read whole before each use; of larger ones, the size is compared. */
const HASHED_BYTES = 64 * 2 ** 20;

/**
 * Compares every file that the pack's `manifest.json` lists with its sha256.
 * @throws DualeditError `pack-no-manifest`, `pack-unreadable`
 */
export async function verifyPack(folder: string): Promise<{ files: number; problems: PackProblem[] }> {
  const files = await readManifest(folder);
  if (!files) {
    throw new DualeditError({
      code: 'pack-no-manifest',
      message: `There is no manifest.json in ${folder}, so that nothing says what its files should be.`,
      hint: 'Only packs that ship a manifest can be verified.',
      received: folder,
    });
  }
  const problems: PackProblem[] = [];
  for (const [file, { sha256 }] of Object.entries(files)) {
    const path = join(folder, file);
    if (!existsSync(path)) problems.push({ file, problem: 'missing' });
    else if ((await sha256Of(path)) !== sha256) problems.push({ file, problem: 'altered' });
  }
  return { files: Object.keys(files).length, problems };
}

/**
 * Checks the models that an edit runs, if the pack has a manifest, before they run: a weight that is off by a bit
 * makes no error later, only wrong pictures. Configs are free to be changed.
 * @throws DualeditError `pack-incomplete`, `pack-altered`: each names the file
 */
export async function checkModels(folder: string): Promise<void> {
  const files = Object.entries((await readManifest(folder)) ?? {});
  for (const [file, { sha256, bytes }] of files) {
    if (!PARTS.has(dirname(file)) || file.endsWith('.json')) continue;
    const path = join(folder, file);
    if (!existsSync(path)) throw damaged('pack-incomplete', path, 'is missing');
    const { size } = await stat(path);
    const isWhole = size === bytes && (size > HASHED_BYTES || (await sha256Of(path)) === sha256);
    if (!isWhole) throw damaged('pack-altered', path, 'is not the file that the pack’s manifest describes');
  }
}

function damaged(code: string, path: string, what: string): DualeditError {
  return new DualeditError({
    code,
    message: `The model ${path} ${what}.`,
    hint: 'Fetch or export the pack again, all of it.',
    received: path,
  });
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const manifest = join(folder, 'manifest.json');
  return existsSync(manifest) ? ((await readJson(manifest)).files as Manifest) : undefined;
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
