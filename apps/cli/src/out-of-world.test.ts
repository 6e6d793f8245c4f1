import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { dualedit, scratch } from './testing/process.js';

const SIDE = 96;

/** A folder with a picture of no world that a small model knows, and a mask. */
async function folderOfPlaid(): Promise<string> {
  const cwd = await scratch();
  const size = { width: SIDE, height: SIDE };
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [across, down] = [Math.floor(((i % SIDE) / SIDE) * 6), Math.floor((i / SIDE / SIDE) * 6)];
    data.set([40 * across, 200 - 30 * down, (across + down) % 2 === 0 ? 220 : 20], i * 4);
  }
  const mask = new Uint8Array(SIDE * SIDE).fill(255, SIDE * 40, SIDE * 50);
  await writeFile(join(cwd, 'plaid.png'), await encodePicture({ ...size, data }));
  await writeFile(join(cwd, 'mask.png'), await encodeMask({ ...size, data: mask }));
  return cwd;
}

const EDIT = ['edit', 'plaid.png', 'ball→blue', '--mask', 'ball=mask.png', '--steps', '1'];

it('a picture that the embedded model cannot know is refused, with masks too, and with what to use instead', async () => {
  const cwd = await folderOfPlaid();
  for (const args of [EDIT, ['edit', 'plaid.png', 'ball→blue', '--mask-source', 'attention']]) {
    const run = await dualedit(args, { cwd });
    expect(run.stderr).toMatch(/^understood as: ball→blue\ndualedit: .*nothing else.*dualedit models pull/);
    expect(run.code).toBe(3);
  }
  expect((await readdir(cwd)).sort()).toEqual(['mask.png', 'plaid.png']);
});

it('is edited all the same where that is said', async () => {
  const cwd = await folderOfPlaid();
  const run = await dualedit([...EDIT, '--force'], { cwd });
  // Of what is no ball nobody can say that it became a blue one.
  expect([0, 10]).toContain(run.code);
  expect(await readdir(cwd)).toContain('plaid.edited.png');
});
