import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPicture } from './picture-input.js';
import { scratch } from './testing/scene.js';

it.skipIf(process.platform === 'win32')('does not wait for a pipe into which nobody writes', async () => {
  const pipe = join(await scratch(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(readPicture(pipe)).rejects.toMatchObject({
    code: 'input-unreadable',
    message: expect.stringContaining('not a file'),
  });
});

it.each(['/dev/zero', '.', 'absent.png', 'https://localhost/cat.png', new URL('https://localhost/cat.png')])(
  'refuses %s, and fetches nothing',
  async (path) => {
    await expect(readPicture(path)).rejects.toMatchObject({
      code: 'input-unreadable',
      received: String(path),
    });
  },
);

it('names the file that is no picture', async () => {
  const path = fileURLToPath(import.meta.url);
  await expect(readPicture(path)).rejects.toMatchObject({
    code: 'picture-unreadable',
    message: expect.stringContaining(path),
  });
});
