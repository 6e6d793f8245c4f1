import { existsSync } from 'node:fs';
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { readManifest, type Source } from './manifest.js';
import { openStaging, PULLING } from './staging.js';

/** A pack in the folder of packs. */
export interface InstalledPack {
  name: string;
  folder: string;
  bytes: number;
  sources: Source[];
}

/** A pack that was begun. */
export interface UnfinishedPack {
  name: string;
  bytes: number;
}

/** The packs that are here as a whole, by name. */
export async function installedPacks(models: string): Promise<InstalledPack[]> {
  const names = (await foldersIn(models)).filter((name) => !name.startsWith('.'));
  return Promise.all(
    names.map(async (name) => {
      const folder = join(models, name);
      const { sources } = await readManifest(folder);
      return { name, folder, bytes: await folderSize(folder), sources };
    }),
  );
}

/** The packs of which only a part is here, and that a further pull goes on with. */
export async function unfinishedPacks(models: string): Promise<UnfinishedPack[]> {
  const names = (await foldersIn(join(models, PULLING))).filter((name) => !name.endsWith('.lock'));
  const packs = names.map(async (name) => ({ name, bytes: await folderSize(join(models, PULLING, name)) }));
  return (await Promise.all(packs)).filter(({ bytes }) => bytes > 0);
}

/** The folder of a pack that was pulled under this name, if there is one. */
export function installedFolder(models: string, name: string): string | undefined {
  const isName = !/[\\/]/.test(name) && !name.startsWith('.');
  const folder = join(models, name);
  return isName && existsSync(folder) ? folder : undefined;
}

/**
 * Removes a pack that was pulled, and what was left of attempts to pull it; returns the bytes that it took.
 * @throws DualeditError `pack-missing`, `model-pulling`
 */
export async function removePack(models: string, name: string): Promise<number> {
  const folder = installedFolder(models, name);
  const unfinished = (await unfinishedPacks(models)).find((pack) => pack.name === name);
  if (!folder && !unfinished) {
    throw new DualeditError({
      code: 'pack-missing',
      message: `Expected a pack that was pulled but there is none named "${name}" in ${models}.`,
      hint: 'See "dualedit models list".',
      received: name,
    });
  }
  const staging = await openStaging(models, name);
  try {
    const bytes = (folder ? await folderSize(folder) : 0) + (unfinished?.bytes ?? 0);
    // Out of its place at once, so that nobody meets half of it.
    if (folder) await rename(folder, staging.old);
    await staging.clear();
    return bytes;
  } finally {
    await staging.release();
  }
}

/** The size of all files in a folder, in bytes. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
