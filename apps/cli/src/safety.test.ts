import { readdirSync, symlinkSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { dualedit, scratch } from './testing/process.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FIXTURES = at('../../../packages/core/src/safety/__fixtures__');
const SIDE = 128;

/** A folder with the embedded pack, a safety checker that flags red pictures, a red picture, and a mask. */
async function folderOfRed(): Promise<string> {
  const cwd = await scratch();
  await mkdir(join(cwd, 'pack'));
  for (const folder of [at('../../../models/diorama'), FIXTURES]) {
    for (const name of readdirSync(folder).filter((name) => !/^(golden|words|world)/.test(name)))
      symlinkSync(join(folder, name), join(cwd, 'pack', name));
  }
  const size = { width: SIDE, height: SIDE };
  const red = Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) => [208, 40, 30, 255][i % 4]!);
  const mask = new Uint8Array(SIDE * SIDE).fill(255, SIDE * 60, SIDE * 66);
  await writeFile(join(cwd, 'red.png'), await encodePicture({ ...size, data: red }));
  await writeFile(join(cwd, 'mask.png'), await encodeMask({ ...size, data: mask }));
  return cwd;
}

it('withholds what the safety checker flags, with an exit code of its own, and writes nothing', async () => {
  const cwd = await folderOfRed();
  const edit = ['edit', 'red.png', 'ball→blue', '--mask', 'ball=mask.png', '--steps', '1', '--model', 'pack'];
  const run = await dualedit([...edit, '--safety-check'], { cwd });
  expect(run.stderr).toMatch(
    /^understood as: ball→blue\ndualedit: The result is withheld: the safety checker .*other words/,
  );
  expect(run.code).toBe(8);
  expect((await readdir(cwd)).sort()).toEqual(['mask.png', 'pack', 'red.png']);
});

it('does not begin where the pack has no safety checker', async () => {
  const cwd = await folderOfRed();
  const run = await dualedit(['edit', 'red.png', 'ball→blue', '--safety-check'], { cwd });
  expect(run.stderr).toMatch(/has no safety checker.*Leave the check out/);
  expect(run.code).toBe(5);
});
