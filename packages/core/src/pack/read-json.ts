import { readFile } from 'node:fs/promises';
import { DualeditError } from '@dualedit/foundation';

/** @throws DualeditError `pack-unreadable` */
// biome-ignore lint/suspicious/noExplicitAny: the hub's configs are typed where they are read
export async function readJson(path: string): Promise<any> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new DualeditError({
      code: 'pack-unreadable',
      message: `Expected JSON in ${path}: ${(cause as Error).message}.`,
      hint: 'Restore the file from where the pack came from.',
      cause,
    });
  }
}
