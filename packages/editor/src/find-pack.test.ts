import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPackFolder } from '@dualedit/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findPack } from './find-pack.js';
import { scratch } from './testing/scene.js';

let models: string;
beforeEach(async () => {
  models = await scratch();
  vi.stubEnv('DUALEDIT_MODELS', models);
  await mkdir(join(models, 'docs'));
});
afterEach(() => vi.unstubAllEnvs());

it('the embedded pack is the default, and has a name', async () => {
  expect(await findPack()).toBe(defaultPackFolder());
  expect(await findPack('diorama')).toBe(defaultPackFolder());
});

it('a name means a pack that was pulled before a folder of that name; a path means a folder', async () => {
  const folder = join(models, 'docs');
  expect(await findPack('docs')).toBe(folder);
  expect(await findPack(folder)).toBe(folder);
  expect(await findPack('./packages')).toBe(join(process.cwd(), 'packages'));
  expect(await findPack('packages')).toBe(join(process.cwd(), 'packages'));
});

it('what is neither is refused, with how to get it if it is known', async () => {
  await expect(findPack('absent')).rejects.toMatchObject({
    code: 'pack-missing',
    hint: expect.stringContaining('models list'),
    received: 'absent',
  });
  await expect(findPack('sd-1.5')).rejects.toMatchObject({
    code: 'pack-missing',
    hint: expect.stringContaining('dualedit models pull sd-1.5'),
  });
});
