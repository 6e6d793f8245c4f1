import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DualeditError, throwIfAborted } from '@dualedit/foundation';
import { sha256Of } from './checksum.js';
import { checkSpace } from './disk-space.js';
import type { Manifest } from './manifest.js';
import type { Pulled, PullOptions } from './pull.js';
import { type RepositoryFile, selectFiles } from './select-files.js';
import { Meter } from './speed.js';
import { openStaging } from './staging.js';
import { place, type Target } from './target.js';

/**
 * Takes a pack, or a part of one, from a folder of this machine: the same files as from the hub, copied, with their
 * checksums in the manifest.
 *
 * @throws DualeditError `model-layout`, `model-no-space`, `model-pulling`, `aborted`
 */
export async function pullLocal(
  folder: string,
  target: Target,
  { check, onProgress = () => {}, signal }: Omit<PullOptions, 'settings'>,
): Promise<Pulled> {
  const from = resolve(folder);
  const files = selectFiles(await filesIn(from), target.kind, from);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const staging = await openStaging(...target.staging);
  try {
    await checkSpace(staging.blobs, bytes);
    const meter = new Meter(bytes);
    const manifest: Manifest['files'] = {};
    for (const file of files) {
      throwIfAborted(signal);
      onProgress(meter.progress(file.path));
      const to = join(staging.tree, file.path);
      await mkdir(dirname(to), { recursive: true });
      // On file systems that can, without a second copy of the bytes.
      await copyFile(join(from, file.path), to, constants.COPYFILE_FICLONE);
      manifest[file.path] = { sha256: await sha256Of(to), bytes: file.bytes };
      meter.add(file.bytes, true);
    }
    await check?.(staging.tree);
    await place(target, staging, { part: target.part, from }, manifest);
    await staging.clear();
  } finally {
    await staging.release();
  }
  return {
    folder: target.folder,
    repository: from,
    commit: '',
    licence: undefined,
    files: files.length,
    bytes,
    wasHere: false,
  };
}

async function filesIn(folder: string): Promise<RepositoryFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw unreadable(folder, cause);
  });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  // Files of the hub's own cache are links.
  const found = await Promise.all(paths.map(async (path) => ({ path, info: await stat(path) })));
  return found
    .filter(({ info }) => info.isFile())
    .map(({ path, info }) => ({
      path: relative(folder, path).split(sep).join('/'),
      bytes: info.size,
      // Taken when it is copied.
      checksum: { kind: 'sha256', hex: '' },
    }));
}

function unreadable(folder: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'input-unreadable',
    message: `The folder "${folder}" cannot be read: ${(cause as Error).message}.`,
    hint: 'Check the path and its permissions.',
    received: folder,
    cause,
  });
}
