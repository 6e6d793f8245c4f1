import { rmSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unwritable } from './outputs.js';
import { writeStdout } from './standard-streams.js';

/** Files that are being written. However the process ends, unless it is killed, none stays behind. */
const unfinished = new Set<string>();
process.on('exit', () => {
  for (const path of unfinished) rmSync(path, { force: true });
});

/**
 * Writes bytes to a file, or to stdout for `-`. A file appears whole or not at all: it is written under
 * another name beside its place and then renamed. What is no regular file, such as `/dev/null` or a pipe, is
 * written to as it is: a rename would put a file in its place.
 * @throws DualeditError `output-unwritable`
 */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  if (path === '-') return writeStdout(bytes);
  if (await isDevice(path)) return writeFile(path, bytes);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  unfinished.add(temporary);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(path, cause);
  } finally {
    unfinished.delete(temporary);
  }
}

async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** @throws DualeditError `output-unwritable` */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
