import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest, type Source } from './manifest.js';
import { PULLING } from './pulling.js';

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
