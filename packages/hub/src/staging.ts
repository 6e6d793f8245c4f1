import { mkdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { lock } from 'proper-lockfile';
import { PULLING } from './pulling.js';

/** A place beside the packs where one is put together, and held by one process at a time. */
export interface Staging {
  /** Whole files and parts of files, by checksum: what the next attempt goes on with. */
  blobs: string;
  /** The pack, or the part of one, as it will be. */
  tree: string;
  /** What was there before, for the moment between two names. */
  old: string;
  /** Gives the place free; what is in it stays, unless it was cleared. */
  release(): Promise<void>;
  /** Removes all of it. */
  clear(): Promise<void>;
}

/**
 * Opens the place for one pack, or for one part of a pack.
 * @param root a folder on the same file system as where the result will be
 * @throws DualeditError `model-pulling` where another process is at it
 */
export async function openStaging(root: string, key: string): Promise<Staging> {
  const folder = join(root, PULLING, key);
  await mkdir(folder, { recursive: true });
  const release = await hold(folder);
  await mkdir(join(folder, 'blobs'), { recursive: true });
  const tree = join(folder, 'tree');
  await rm(tree, { recursive: true, force: true });
  return {
    blobs: join(folder, 'blobs'),
    tree,
    old: join(folder, 'old'),
    release: async () => {
      // Nothing is left of an attempt that left nothing.
      for (const empty of [join(folder, 'blobs'), folder]) await rmdir(empty).catch(() => {});
      await release();
      await rmdir(join(root, PULLING)).catch(() => {});
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A lock that its process renews, and that is void ten seconds after it no longer does. */
async function hold(folder: string): Promise<() => Promise<void>> {
  try {
    return await lock(folder, { stale: 10_000, realpath: false });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ELOCKED') throw cause;
    throw new DualeditError({
      code: 'model-pulling',
      message: `Another process is at "${basename(folder)}" in ${dirname(dirname(folder))}.`,
      hint: 'Wait until it is done. If it was killed, its claim ends within ten seconds.',
      cause,
    });
  }
}
