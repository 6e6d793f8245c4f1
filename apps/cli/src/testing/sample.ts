import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dualedit, scratch } from './process.js';

/** What {@link folderWithSample} shows. */
export const PROMPT = 'a dog wearing a blue hat in a room';
export const HAT_MASK = join('exact', '2-hat.png');

let drawn: Promise<string> | undefined;

async function draw(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-test-'));
  const args = [
    '--world',
    'starter',
    '--seed',
    '3',
    '--size',
    '160',
    '-o',
    'picture.png',
    '--masks',
    'exact',
  ];
  const { stdout } = await dualedit(['sample', ...args], { cwd: folder });
  if (stdout.toString().trim() !== PROMPT) throw new Error(`the sample shows ${stdout}`);
  return folder;
}

/** A folder of the running test's own with `picture.png` and `exact/`, a mask for each thing in it. */
export async function folderWithSample(): Promise<string> {
  drawn ??= draw();
  const folder = await scratch();
  await cp(await drawn, folder, { recursive: true });
  return folder;
}
