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

/**
 * Makes a folder and those above it. Not by `mkdir` of Node.js as a whole, which says of a read-only file system that
 * something does not exist, and never ends below `/proc`.
 * @throws DualeditError `output-unwritable`; `usage` for `-`, since stdout is no folder
 */
export async function makeFolder(path: string): Promise<void> {
  checkName(path);
  try {
    const { there, missing } = ancestors(path);
    await checkIsFolder(there, path);
    for (const folder of missing) await mkdir(folder);
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
    const { there } = ancestors(path);
    await checkIsFolder(there, path);
    await access(there, constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** The nearest folder that is there, and those that are missing below it. */
function ancestors(path: string): { there: string; missing: string[] } {
  const missing: string[] = [];
  let there = resolve(path);
  while (!existsSync(there)) {
    missing.unshift(there);
    there = dirname(there);
  }
  return { there, missing };
}

async function checkIsFolder(there: string, path: string): Promise<void> {
  if ((await stat(there)).isDirectory()) return;
  throw Object.assign(new Error(), { code: there === resolve(path) ? 'EEXIST' : 'ENOTDIR' });
}

function checkName(path: string): void {
  if (path !== '-' && path !== '') return;
  throw new DualeditError({
    code: 'usage',
    message: `Expected a folder but received "${path}"${path === '-' ? ', which stands for stdout' : ''}.`,
    hint: 'Name a folder; for one that is really called "-", write "./-".',
    received: path,
  });
}
