import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DualeditError } from '@dualedit/foundation';
import { readJson } from './read-json.js';

/** A file of a pack that is not what its manifest says. */
export interface PackProblem {
  file: string;
  problem: 'missing' | 'altered';
}

/**
 * Compares every file that the pack's `manifest.json` lists with its sha256.
 * @throws DualeditError `pack-no-manifest`, `pack-unreadable`
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
