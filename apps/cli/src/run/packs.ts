import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { defaultPackFolder, openPack, verifyPack } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';

export const EMBEDDED = 'diorama';

/**
 * The folder of a pack that is named (`diorama`) or given as a folder.
 * @throws DualeditError `pack-missing`
 */
export async function findPack(pack: string): Promise<string> {
  if (pack === EMBEDDED) return defaultPackFolder();
  const folder = resolve(pack);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  throw new DualeditError({
    code: 'pack-missing',
    message: `Expected a model pack but "${pack}" is neither a known pack nor a folder.`,
    hint: 'See "dualedit models list", or give the folder of a pack.',
    received: pack,
  });
}

/** The size of all files in a folder, in bytes. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Checks that a pack is complete and that every file is what its manifest says; returns their number.
 * @throws DualeditError `pack-damaged`, and whatever opening the pack raises
 */
export async function checkPack(folder: string): Promise<number> {
  await openPack(folder);
  const { files, problems } = await verifyPack(folder);
  if (problems.length === 0) return files;
  throw new DualeditError({
    code: 'pack-damaged',
    message: `The pack in ${folder} is damaged: ${problems.map(({ file, problem }) => `${file} is ${problem}`).join(', ')}.`,
    hint: 'Install or fetch it again.',
    received: problems,
  });
}
