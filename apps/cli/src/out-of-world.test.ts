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

it('is not looked for things in, unless that is said', async () => {
  const cwd = await folderOfPlaid();
  const refused = await dualedit(['masks', 'plaid.png', 'ball→blue'], { cwd });
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('dualedit models pull')]);
  const looked = await dualedit(['masks', 'plaid.png', 'ball→blue', '--force'], { cwd });
  // Whether a small model sees a ball in it, nobody can say; it looks.
  expect([0, 4]).toContain(looked.code);
});

it('is edited by a line of a list that says so, and no other', async () => {
  const cwd = await folderOfPlaid();
  const line = {
    picture: 'plaid.png',
    command: 'ball→blue',
    mask: 'ball=mask.png',
    steps: 1,
    'no-retry': true,
  };
  const lines = [
    { ...line, output: 'forced.png', force: true },
    { ...line, output: 'refused.png' },
  ];
  await writeFile(join(cwd, 'list.jsonl'), lines.map((one) => JSON.stringify(one)).join('\n'));
  const run = await dualedit(['batch', 'list.jsonl'], { cwd });
  expect(run.code).toBe(7);
  expect(run.stderr).toMatch(/line 2: .*nothing else/i);
  const files = await readdir(cwd);
  expect(files).toContain('forced.png');
  expect(files).not.toContain('refused.png');
});
