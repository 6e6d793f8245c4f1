// Several methods and strengths of one edit, with the embedded model.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { dualedit } from './testing/process.js';
import { folderWithSample, HAT_MASK, PROMPT } from './testing/sample.js';

const COMMON = ['--steps', '2', '--prompt', PROMPT, '--mask', `hat=${HAT_MASK}`, '--no-retry', '--json'];
const BEFORE = ['exact', 'picture.png'];

describe('variants of an edit', () => {
  it('are written each, and on a sheet; the best is the output', async () => {
    const cwd = await folderWithSample();
    const ways = ['--choose', 'p2p,guide-rescale', '--variants', '3'];
    const run = await dualedit(['edit', 'picture.png', 'hat→red', ...COMMON, ...ways], { cwd });
    const said = JSON.parse(run.stdout.toString());
    expect(run.code, run.stderr).toBe(said.checks.passed ? 0 : 10);

    const names = [1, 2, 3].map((n) => `picture.edited.${n}.png`);
    const sheet = 'picture.edited.variants.png';
    expect((await readdir(cwd)).sort()).toEqual([...BEFORE, 'picture.edited.png', ...names, sheet].sort());
    expect(said.sheet).toBe(sheet);
    expect(
      said.variants.map(({ output, method, strength }: Record<string, unknown>) => ({
        output,
        method,
        strength,
      })),
    ).toEqual([
      { output: names[0], method: 'p2p', strength: 1 },
      { output: names[1], method: 'guide-rescale', strength: 1 },
      { output: names[2], method: 'p2p', strength: 1.5 },
    ]);

    const pixels = async (name: string) => (await decodePicture(await readFile(join(cwd, name)))).data;
    expect(await pixels('picture.edited.png')).toEqual(await pixels(names[said.chosen - 1]!));
    const drawn = await Promise.all(
      names.map(async (name) => Buffer.from(await pixels(name)).toString('base64')),
    );
    expect(new Set(drawn).size).toBe(3);
    const { width, height } = await decodePicture(await readFile(join(cwd, sheet)));
    expect(width).toBeGreaterThan(2 * 160);
    expect(height).toBeGreaterThan(160);
  });

  it('are not written if only the best is asked for', async () => {
    const cwd = await folderWithSample();
    const run = await dualedit(['edit', 'picture.png', 'hat→red', ...COMMON, '--choose', 'p2p,mag'], { cwd });
    const said = JSON.parse(run.stdout.toString());
    expect(said.variants.map(({ method }: { method: string }) => method)).toEqual(['p2p', 'mag']);
    expect(said.config.method).toBe(said.variants[said.chosen - 1].method);
    expect((await readdir(cwd)).sort()).toEqual([...BEFORE, 'picture.edited.png'].sort());
  });

  it.each([
    [['hat→red', '--choose', 'p2p,p3p'], 'usage', /p3p.*mde/s],
    [['hat→red', '--variants', '9'], 'usage', /9/],
    [['hat→red', '--variants', '2', '-o', '-'], 'usage', /-o/],
    [['hat→red', '--choose', 'p2p', '--variants', '4'], 'variants-range', /1 to 3/],
    [['hat→nothing', '--choose', 'mde,oir'], 'method-removal', /oir/],
  ])('are refused before work starts: %j', async (args, code, message) => {
    const cwd = await folderWithSample();
    const run = await dualedit(['edit', 'picture.png', ...args, ...COMMON], { cwd });
    expect(run.code).toBe(2);
    const error = JSON.parse(run.stderr.trim().split('\n').at(-1)!);
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.hint}`).toMatch(message);
    expect((await readdir(cwd)).sort()).toEqual(BEFORE);
  });
});
