// What a machine lacks is said as such, not as a defect of the program.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dualedit, scratch } from './testing/process.js';
import { folderWithSample } from './testing/sample.js';

/** Settings under which a native library does not load, in every process that a command starts. */
async function without(library: string): Promise<Record<string, string>> {
  const hook = join(await scratch(), 'hook.cjs');
  const code = `
    const load = process.dlopen;
    process.dlopen = (module, file, ...rest) => {
      if (!/${library}/.test(file)) return load.call(process, module, file, ...rest);
      const message = "libm.so.6: version 'GLIBC_9.99' not found (required by " + file + ')';
      throw Object.assign(new Error(message), { code: 'ERR_DLOPEN_FAILED' });
    };`;
  await writeFile(hook, code);
  return { NODE_OPTIONS: `--require ${hook}` };
}

describe.each([
  ['onnxruntime', 'onnx runtime'],
  ['sharp', 'sharp'],
])('where the native code of %s does not load', (library, what) => {
  it('doctor lives to say so', async () => {
    const env = await without(library);
    const run = await dualedit(['doctor'], { env });
    expect(run.stdout.toString()).toMatch(new RegExp(`^!! +${what} .*GLIBC_9.99.* C library`, 'm'));
    expect(run.stdout.toString()).toMatch(/^ok +node /m);
    expect(run.code).toBe(5);
    const { findings, healthy } = JSON.parse(
      (await dualedit(['doctor', '--json'], { env })).stdout.toString(),
    );
    expect(healthy).toBe(false);
    expect(findings).toContainEqual(
      expect.objectContaining({
        what,
        status: 'wrong',
        data: expect.objectContaining({ reason: expect.any(String) }),
      }),
    );
  });

  it('an edit says so in a line, and sends to doctor', async () => {
    const cwd = await folderWithSample();
    const run = await dualedit(['edit', 'picture.png', 'hat→red'], { cwd, env: await without(library) });
    expect(run.stderr).toMatch(/^dualedit: A native library cannot be loaded: [^\n]*"dualedit doctor"\.\n$/);
    expect(run.code).toBe(9);
  });
});

it('a folder for temporary files that cannot be used is named', async () => {
  const cwd = await folderWithSample();
  const env = { TMPDIR: join(cwd, 'absent'), DUALEDIT_CACHE: '' };
  const run = await dualedit(['edit', 'picture.png', 'hat→red', '--mask', 'hat=exact/2-hat.png'], {
    cwd,
    env,
  });
  expect(run.stderr).toMatch(
    /^understood as: hat→red\ndualedit: No temporary file can be written in [^\n]*absent: [^\n]*TMPDIR[^\n]*\n$/,
  );
  expect(run.code).toBe(9);
});

describe('"-" is no folder, nor a file to come back to', () => {
  it.each([
    [['masks', 'picture.png', 'hat→red', '-o', '-']],
    [['edit', 'picture.png', 'hat→red', '--save-masks', '-']],
    [['edit', 'picture.png', 'hat→red', '--save-attention', '-']],
    [['edit', 'picture.png', 'hat→red', '--save-masks', '-', '--dry-run']],
    [['sample', '-o', 's.png', '--masks', '-']],
    [['batch', 'list.csv', '-o', '-']],
    [['batch', 'list.csv', '--results', '-']],
  ])('%j', async (args) => {
    const cwd = await folderWithSample();
    await writeFile(join(cwd, 'list.csv'), 'picture,command\npicture.png,hat→red\n');
    const run = await dualedit(args, { cwd });
    expect(run.stderr).toMatch(/^dualedit: [^\n]*received "-"[^\n]*\n$/);
    expect(run.code).toBe(2);
  });
});
