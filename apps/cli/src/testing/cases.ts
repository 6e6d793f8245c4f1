import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, type Picture } from '@dualedit/foundation';
import { dualedit, type Finished, scratch } from './process.js';

/** Pictures as people bring them. */
const CASES = fileURLToPath(new URL('../../src/__fixtures__/cases/', import.meta.url));

/** A few steps tell what happens to a file, if not what a hat looks like. */
export const FEW_STEPS = ['--steps', '2', '--no-retry'];

export const caseFile = (name: string) => readFile(join(CASES, name));

export const casePicture = async (name: string): Promise<Picture> => decodePicture(await caseFile(name));

/** A folder of the running test's own with some of the cases. */
export async function folderWith(...names: string[]): Promise<string> {
  const folder = await scratch();
  for (const name of names) await cp(join(CASES, name), join(folder, name));
  return folder;
}

/** Runs the program in a folder with these cases. */
export async function runOn(
  names: readonly string[],
  args: readonly string[],
): Promise<Finished & { cwd: string }> {
  const cwd = await folderWith(...names);
  return { ...(await dualedit(args, { cwd })), cwd };
}
