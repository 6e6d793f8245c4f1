// Inputs and outputs that are no plain files: pipes, devices, and what is too large. None may hang or grow.
import { execFileSync } from 'node:child_process';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { writeOutput } from './files/write.js';
import { dualedit, finished, start } from './testing/process.js';
import { folderWithSample } from './testing/sample.js';

async function folder(): Promise<string> {
  const cwd = await folderWithSample();
  execFileSync('mkfifo', [join(cwd, 'pipe.png')]);
  await writeFile(join(cwd, 'nothing.png'), '');
  await writeFile(join(cwd, 'huge.png'), 'x');
  await truncate(join(cwd, 'huge.png'), 500_000_001);
  await writeFile(join(cwd, 'list.csv'), 'picture,command\npipe.png,cat→dog\n');
  return cwd;
}

const PLACES = {
  picture: (path: string) => ['edit', path, 'dog→cat', '-o', 'out.png'],
  mask: (path: string) => ['edit', 'picture.png', 'dog→cat', '--mask', `dog=${path}`],
  inversion: (path: string) => ['edit', 'picture.png', 'dog→cat', '--inversion-from', path],
  'picture of masks': (path: string) => ['masks', path, 'dog→cat'],
  list: (path: string) => ['batch', path],
};

describe.each(Object.entries(PLACES))('a %s', (_, args) => {
  it.each([
    ['/dev/zero', 'input-unreadable', /it is a device/],
    ['/dev/null', 'input-unreadable', /it is a device/],
    ['huge.png', 'input-too-large', /at most 500 MB/],
    ['nothing.png', 'input-empty', /received nothing from "nothing\.png"/],
  ])('of %s is refused at once', async (path, code, message) => {
    const cwd = await folder();
    const run = await dualedit([...args(path), '--json'], { cwd });
    expect(JSON.parse(run.stderr)).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(run.code).toBe(3);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('from a pipe that nobody writes is given up on %s', async (signal, code) => {
    const cwd = await folder();
    const child = start(args('pipe.png'), { cwd });
    const end = finished(child);
    await untilOpen(child.pid!, 'pipe.png');
    child.kill(signal);
    expect((await end).code).toBe(code);
  });
});

it('reads a picture and a list from pipes, once somebody writes them', async () => {
  const cwd = await folder();
  const picture = await readFile(join(cwd, 'picture.png'));
  const edit = dualedit(['edit', 'pipe.png', 'dog→cat', '-o', 'out.png', '--dry-run'], { cwd });
  await writeOutput(join(cwd, 'pipe.png'), picture);
  expect((await edit).stdout.toString()).toMatch(/^pipe\.png \(160×160\)/);

  await copyFile(join(cwd, 'picture.png'), join(cwd, 'a.png'));
  const batch = dualedit(['batch', 'pipe.png', '--dry-run'], { cwd });
  await writeOutput(join(cwd, 'pipe.png'), Buffer.from('picture,command\na.png,dog→cat\n'));
  expect((await batch).stdout.toString()).toMatch(/a\.png {2}dog→cat/);
});

describe('an output into a pipe', () => {
  it('arrives where it is read', async () => {
    const cwd = await folder();
    const run = dualedit(['sample', '--seed', '3', '--size', '512', '-o', 'pipe.png'], { cwd });
    const bytes = await readFile(join(cwd, 'pipe.png'));
    expect((await run).code).toBe(0);
    expect(await decodePicture(bytes)).toMatchObject({ width: 512, height: 512 });
  });

  it('that nobody reads is given up on a signal', async () => {
    const cwd = await folder();
    const args = ['edit', 'picture.png', 'hat→red', '--mask', 'hat=exact/2-hat.png', '--steps', '1'];
    const child = start([...args, '-o', 'pipe.png', '--json'], { cwd });
    const end = finished(child);
    await new Promise<void>((resolve) => {
      child.stderr!.on('data', (text) => String(text).includes('"stage":"compose"') && resolve());
    });
    child.kill('SIGTERM');
    expect((await end).code).toBe(143);
  });
});

/** Waits until a process has a file open, so that it waits for what comes from it. */
async function untilOpen(pid: number, name: string): Promise<void> {
  await expect
    .poll(
      () => {
        try {
          return execFileSync('ls', ['-l', `/proc/${pid}/fd`], { stdio: 'pipe' }).toString();
        } catch {
          return '';
        }
      },
      { timeout: 200_000 },
    )
    .toContain(name);
}

it('writes the overlay of masks in the format that its name says', async () => {
  const cwd = await folder();
  const run = await dualedit(['masks', 'picture.png', 'hat→red', '--overlay', 'o.jpg'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  expect([...(await readFile(join(cwd, 'o.jpg'))).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
});
