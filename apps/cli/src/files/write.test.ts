import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from '../testing/process.js';
import { checkOutputs } from './outputs.js';
import { checkFolder, makeFolder, writeOutput } from './write.js';

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

it('writes through a link, also to what is not there yet, and leaves it one', async () => {
  const folder = await scratch();
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'sub', 'there.png'), 'before');
  for (const name of ['there.png', 'absent.png']) {
    const link = join(folder, `link-to-${name}`);
    await symlink(join('sub', name), link);
    await writeOutput(link, Buffer.from('after'));
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'sub', name), 'utf8')).toBe('after');
  }
  expect(await readdir(join(folder, 'sub'))).toEqual(['absent.png', 'there.png']);
});

it('takes the longest name that a file can have, and refuses a longer one as such', async () => {
  const folder = await scratch();
  const longest = join(folder, `${'n'.repeat(251)}.png`);
  await writeOutput(longest, Buffer.from('x'));
  expect(await readFile(longest, 'utf8')).toBe('x');
  const longer = join(folder, `${'n'.repeat(300)}.png`);
  const refused = { code: 'output-unwritable', message: expect.stringMatching(/its name is too long/) };
  await expect(writeOutput(longer, Buffer.from('x'))).rejects.toMatchObject(refused);
  await expect(checkOutputs([longer], [])).rejects.toMatchObject(refused);
});

it('says that the disk is full', async () => {
  await expect(writeOutput('/dev/full', Buffer.from('x'))).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringMatching(/the disk is full/),
  });
});

it('refuses links that lead in a circle', async () => {
  const folder = await scratch();
  await symlink('b.png', join(folder, 'a.png'));
  await symlink('a.png', join(folder, 'b.png'));
  await expect(checkOutputs([join(folder, 'a.png')], [])).rejects.toMatchObject({
    message: expect.stringMatching(/its links lead in a circle/),
  });
});

it('finds that two outputs are one by links to what is not there yet', async () => {
  const folder = await scratch();
  await symlink('out.png', join(folder, 'link.png'));
  const outputs = [join(folder, 'link.png'), join(folder, 'out.png')];
  await expect(checkOutputs(outputs, [])).rejects.toMatchObject({ code: 'output-twice' });
});

it('writes into a pipe, and leaves it one', async () => {
  const path = join(await scratch(), 'pipe');
  execFileSync('mkfifo', [path]);
  const [read] = await Promise.all([readFile(path, 'utf8'), writeOutput(path, Buffer.from('through'))]);
  expect(read).toBe('through');
  expect((await stat(path)).isFIFO()).toBe(true);
});

describe('a folder', () => {
  it('is made with those above it, and may be there already', async () => {
    const folder = join(await scratch(), 'a', 'b', 'c');
    await checkFolder(folder);
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    await makeFolder(folder);
    await makeFolder(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it.each([
    [(folder: string) => join(folder, 'file'), /there is a file of that name/],
    [(folder: string) => join(folder, 'file', 'below'), /a part of its path is not a folder/],
    [() => '', /received ""/],
    [() => '-', /received "-"/],
  ])('that cannot be is refused, before and when it is made', async (at, message) => {
    const folder = await scratch();
    await writeFile(join(folder, 'file'), 'x');
    for (const use of [checkFolder, makeFolder]) {
      await expect(use(at(folder))).rejects.toMatchObject({ message: expect.stringMatching(message) });
    }
  });

  it.skipIf(process.platform !== 'linux')(
    'is refused below /proc, where Node.js would try for ever',
    async () => {
      await expect(makeFolder('/proc/absent/below')).rejects.toMatchObject({ code: 'output-unwritable' });
    },
  );
});
