// The first command that a user types is npm's, in the root of this repository.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** npm's own settings alone, without those of the npm that runs this test. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
);

const npm = (...args: string[]) =>
  promisify(execFile)('npm', args, { cwd: ROOT, env, shell: process.platform === 'win32' });

it('npm warns of nothing in this project’s settings', async () => {
  expect((await npm('prefix')).stderr).not.toMatch(/warn/i);
});

it('npm runs no script of a dependency, of which one would download libraries for CUDA', async () => {
  expect((await npm('config', 'get', 'ignore-scripts')).stdout.trim()).toBe('true');
});
