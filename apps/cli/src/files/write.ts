import { rmSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** @throws DualeditError `output-unwritable` */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
