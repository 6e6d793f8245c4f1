import { rename } from 'node:fs/promises';
import { DualeditError } from '@dualedit/foundation';
import { folderSize, installedFolder, unfinishedPacks } from './installed.js';
import { openStaging } from './staging.js';

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
