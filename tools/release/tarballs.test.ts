import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { packAll } from './pack.js';
import { problemsOf } from './tarball-problems.js';

const folder = mkdtempSync(join(tmpdir(), 'dualedit-tarballs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tarballs = packAll(folder);

it.each(tarballs)('$manifest.name is fit to publish', async (tarball) => {
  expect(await problemsOf(tarball)).toEqual([]);
});

it('a tarball with tests, without license and with a broken import is refused', async () => {
  const files = ['package.json', 'README.md', 'src/a.test.ts', 'dist/index.js'];
  const problems = await problemsOf({ ...tarballs[0]!, files, size: 1e9 });
  expect(problems).toEqual(
    expect.arrayContaining([
      'lacks LICENSE',
      'contains src/a.test.ts',
      expect.stringContaining('which is not packed'),
      expect.stringMatching(/1000000000 bytes, \d+ at most/),
    ]),
  );
});
