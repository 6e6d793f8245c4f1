import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../shared/results.js';
import { blocksOf } from './blocks.js';
import { shellCommandsOf } from './shell-commands.js';

const folder = await mkdtemp(join(tmpdir(), 'dualedit-tutorial-'));
afterAll(() => rm(folder, { recursive: true }));

const dualedit = (args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'apps/cli/bin/dualedit.js'), ...args], { cwd: folder });

it('the commands of the first edit run as they stand, each after the ones before it', async () => {
  const page = 'docs/tutorial.md';
  const blocks = blocksOf(page, await readFile(join(ROOT, page), 'utf8'));
  const commands = blocks.flatMap(shellCommandsOf).filter(({ program }) => program === 'dualedit');
  const firstEdit = commands.find(({ args }) => args[0] === 'edit')!;
  for (const command of commands) {
    // One edit is enough here; the words and options of the others are read.
    const further = command.args[0] === 'edit' && command !== firstEdit;
    await dualedit(further ? [...command.args, '--dry-run'] : command.args);
  }
  expect(commands.length).toBeGreaterThan(6);
  const written = ['sample.png', 'edited.png', 'compare.png', 'overlay.png'];
  expect(await readdir(folder)).toEqual(expect.arrayContaining(written));
});
