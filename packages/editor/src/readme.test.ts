import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { catWithHat, folderWithCat } from './testing/scene.js';

it.each(['@dualedit/editor', 'dualedit'])(
  'the example of the README runs as it stands, from %s',
  async (from) => {
    const sample = await catWithHat();
    const folder = await folderWithCat(sample);
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const [, example] = /```ts\n(.*?)```/s.exec(readme)!;
    await writeFile(join(folder, 'example.mjs'), example!.replace('@dualedit/editor', from));
    await symlink(
      fileURLToPath(new URL('../../../node_modules', import.meta.url)),
      join(folder, 'node_modules'),
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder });
    expect(stdout).toMatch(/^cat→dog, hat→red, on \w+\n$/);
    const edited = await decodePicture(await readFile(join(folder, 'edited.png')));
    expect(edited).toMatchObject({ width: sample.picture.width, height: sample.picture.height });
    expect(Buffer.compare(edited.data, sample.picture.data)).not.toBe(0);
  },
);
