import { INVERSIONS } from '@dualedit/core/inversions';
import { METHODS } from '@dualedit/core/methods';
import { expect, it } from 'vitest';
import { dualedit } from './testing/process.js';

it('shows examples before everything else', async () => {
  for (const args of [['--help'], ['edit', '--help'], ['masks', '--help'], ['batch', '--help']]) {
    const { code, stdout } = await dualedit(args);
    const help = stdout.toString();
    expect(help.indexOf('dualedit ')).toBeLessThan(help.indexOf('Usage:'));
    expect(code).toBe(0);
  }
});

it('shows the help, as wrong usage, where no command is given', async () => {
  const { code, stderr } = await dualedit([]);
  expect(stderr).toContain('Exit codes:');
  expect(code).toBe(2);
});

it('describes every method and inversion as its registry does', async () => {
  const { stdout } = await dualedit(['edit', '--help']);
  const help = stdout.toString().replace(/\s+/g, ' ');
  for (const [name, { summary }] of Object.entries({ ...METHODS, ...INVERSIONS }))
    expect(help).toContain(`${name}: ${summary}`);
});

it('says its version', async () => {
  const { stdout } = await dualedit(['--version']);
  expect(stdout.toString()).toMatch(/^\d+\.\d+\.\d+/);
});

it('loads neither codecs nor models for the help', async () => {
  const hooks = 'export async function load(url,c,n){process._rawDebug("loaded "+url);return n(url,c)}';
  const register = `import{register}from"node:module";register("data:text/javascript,${encodeURIComponent(hooks)}")`;
  const { stderr } = await dualedit(['--help'], {
    nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(register)}`],
  });
  expect(stderr).toContain('loaded');
  expect(stderr).toContain('commander');
  // The registries of methods and inversions are read for their summaries; nothing else of ours is.
  expect(stderr).not.toMatch(
    /node_modules\/(sharp|onnxruntime)|\/packages\/(?!core|foundation)|core\/dist\/(edit|programs)/,
  );
});
