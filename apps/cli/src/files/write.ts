import { existsSync, rmSync } from 'node:fs';
import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { destination, unwritable } from './outputs.js';
import { writePipe } from './pipe.js';
import { writeStdout } from './standard-streams.js';

/** Files that are being written. However the process ends, unless it is killed, none stays behind. */
const unfinished = new Set<string>();
let count = 0;
process.on('exit', () => {
  for (const path of unfinished) rmSync(path, { force: true });
});

/**
 * Writes bytes to a file, or to stdout for `-`. A file appears whole or not at all: it is written under another name
 * beside its place and then renamed. A link stays a link: the file that it leads to is replaced. What is no regular
 * file, such as `/dev/null` or a pipe, is written to as it is: a rename would put a file in its place.
 * @throws DualeditError `output-unwritable`
 */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  if (path === '-') return writeStdout(bytes);
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFIFO()) await writePipe(path, bytes);
    else if (found && !found.isFile() && !found.isDirectory()) await writeFile(path, bytes);
    else await replace(await destination(path), bytes);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  // Not made from the file's own name, which may be as long as names can be.
  const temporary = join(dirname(path), `.dualedit-${process.pid}-${++count}.tmp`);
  unfinished.add(temporary);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  } finally {
    unfinished.delete(temporary);
  }
}

/** @throws DualeditError `output-unwritable`; `usage` for `-`, since stdout is no folder */
export async function makeFolder(path: string): Promise<void> {
  checkName(path);
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Checks that a folder can be written, or made where it is not there yet; makes none.
 * @throws DualeditError as {@link makeFolder}
 */
export async function checkFolder(path: string): Promise<void> {
  checkName(path);
  try {
    let there = resolve(path);
    while (!existsSync(there)) there = dirname(there);
    if (!(await stat(there)).isDirectory())
      throw Object.assign(new Error(), { code: there === resolve(path) ? 'EEXIST' : 'ENOTDIR' });
    await access(there, constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function checkName(path: string): void {
  if (path !== '-') return;
  throw new DualeditError({
    code: 'usage',
    message: 'Expected a folder but received "-", which stands for stdout.',
    hint: 'Name a folder; for one that is really called "-", write "./-".',
    received: path,
  });
}
