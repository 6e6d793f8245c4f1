import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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
