import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratch } from '../testing/process.js';
import { writeOutput } from './write.js';

it('replaces a file whole', async () => {
  const folder = await scratch();
  const path = join(folder, 'out.png');
  await writeFile(path, 'before, and longer');
  await writeOutput(path, Buffer.from('after'));
  expect(await readFile(path, 'utf8')).toBe('after');
  expect(await readdir(folder)).toEqual(['out.png']);
});

it('leaves what was there, and nothing else, where it cannot', async () => {
  const folder = await scratch();
  const path = join(folder, 'taken');
  await mkdir(join(path, 'full'), { recursive: true });
  await expect(writeOutput(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'output-unwritable' });
  expect(await readdir(folder)).toEqual(['taken']);
});

it('writes into a pipe, and leaves it one', async () => {
  const path = join(await scratch(), 'pipe');
  execFileSync('mkfifo', [path]);
  const [read] = await Promise.all([readFile(path, 'utf8'), writeOutput(path, Buffer.from('through'))]);
  expect(read).toBe('through');
  expect((await stat(path)).isFIFO()).toBe(true);
});
