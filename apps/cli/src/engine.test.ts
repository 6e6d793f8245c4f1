import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeMask, decodePicture, type Mask, type Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { dualedit, finished, start } from './testing/process.js';
import { folderWithSample, HAT_MASK, PROMPT } from './testing/sample.js';

const FEW_STEPS = ['--steps', '2', '--prompt', PROMPT];

const picture = async (...path: string[]) => decodePicture(await readFile(join(...path)));

/** How many pixels differ, at most `reach` pixels from the mask and farther away. */
function changes(a: Picture, b: Picture, mask: Mask, reach: number): { near: number; far: number } {
  const count = { near: 0, far: 0 };
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      const at = 4 * (y * a.width + x);
      if ([0, 1, 2, 3].every((c) => a.data[at + c] === b.data[at + c])) continue;
      if (isNear(mask, x, y, reach)) count.near++;
      else count.far++;
    }
  }
  return count;
}

function isNear(mask: Mask, x: number, y: number, reach: number): boolean {
  for (let v = Math.max(0, y - reach); v <= Math.min(mask.height - 1, y + reach); v++)
    for (let u = Math.max(0, x - reach); u <= Math.min(mask.width - 1, x + reach); u++)
      if (mask.data[v * mask.width + u]! > 127) return true;
  return false;
}

/** Red over blue, on average, inside or outside a mask: attention is drawn from black over red to yellow. */
function warmth(picture: Picture, mask: Mask, inside: boolean): number {
  const at = Array.from(mask.data.keys()).filter((i) => mask.data[i]! > 127 === inside);
  return at.reduce((sum, i) => sum + picture.data[4 * i]! - picture.data[4 * i + 2]!, 0) / at.length;
}

describe('an edit by the embedded model', () => {
  it('changes the masked thing and nothing else, says how, and does it again from stdin to stdout', async () => {
    const cwd = await folderWithSample();
    const saved = 'noise.safetensors';
    const masks = ['--mask', `hat=${HAT_MASK}`, '--save-masks', 'used', '--save-attention', 'looked'];
    const run = await dualedit(
      [
        'edit',
        'picture.png',
        'the hat -> red',
        ...FEW_STEPS,
        ...masks,
        '--compare',
        'both.png',
        '--save-inversion',
        saved,
        '--json',
      ],
      { cwd },
    );
    const said = JSON.parse(run.stdout.toString());
    // Few steps may not be enough, and then it says so.
    expect(run.code, run.stderr).toBe(said.checks.passed ? 0 : 10);
    expect((await readdir(cwd)).sort()).toEqual([
      'both.png',
      'exact',
      'looked',
      saved,
      'picture.edited.png',
      'picture.png',
      'used',
    ]);

    const [before, after] = await Promise.all([
      picture(cwd, 'picture.png'),
      picture(cwd, 'picture.edited.png'),
    ]);
    const mask = await decodeMask(await readFile(join(cwd, HAT_MASK)));
    const { near, far } = changes(before, after, mask, 16);
    expect(near).toBeGreaterThan(mask.data.filter((value) => value > 127).length / 2);
    expect(far).toBe(0);
    expect(await decodeMask(await readFile(join(cwd, 'used', '1-hat.png')))).toMatchObject({
      width: 160,
      height: 160,
    });

    const looked = await picture(cwd, 'looked', '1-red-hat.png');
    expect(looked).toMatchObject({ width: 160, height: 160 });
    expect(warmth(looked, mask, true)).toBeGreaterThan(warmth(looked, mask, false));

    expect(said).toMatchObject({
      output: 'picture.edited.png',
      command: 'hat→red',
      prompts: { source: PROMPT, target: 'a dog wearing a red hat in a room' },
      metrics: { maxChangeOutside: 0 },
      config: { method: 'mde', settings: { steps: 2 } },
      checks: { edits: [{ source: 'hat', target: 'red' }], kept: [{ name: 'dog', changed: 0 }] },
      unnamed: [{ name: 'dog', box: { left: expect.any(Number) }, share: expect.any(Number) }],
    });
    const [reading, ...progress] = run.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .sort((a, b) => Number(b.event === 'reading') - Number(a.event === 'reading'));
    expect(reading).toEqual({ event: 'reading', command: 'hat→red' });
    expect(progress.every(({ event }) => event === 'progress')).toBe(true);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(new Set(progress.map(({ stage }) => stage))).toContain('invert');

    const stdin = await readFile(join(cwd, 'picture.png'));
    const args = ['edit', '-', 'hat→red', '--mask', `hat=${HAT_MASK}`, ...FEW_STEPS];
    const again = await dualedit([...args, '--inversion-from', saved], { cwd, stdin });
    expect(again.code).toBe(run.code);
    expect(again.stderr).toMatch(/^understood as: hat→red\n(dualedit: The hat [^\n]*\n)?$/);
    expect(changes(after, await decodePicture(again.stdout), mask, 0)).toEqual({ near: 0, far: 0 });
    expect(await readdir(cwd)).toHaveLength(7);
  });

  it('says what did not come out, by a line and an exit code, and writes the picture all the same', async () => {
    const cwd = await folderWithSample();
    const args = ['edit', 'picture.png', 'hat→red', '--mask', `hat=${HAT_MASK}`, '--strength', '0'];
    const run = await dualedit([...args, ...FEW_STEPS, '--no-retry', '--protect', 'none'], { cwd });
    expect(run.stderr).toBe('understood as: hat→red\ndualedit: The hat became blue instead of red.\n');
    expect(run.code).toBe(10);
    expect(await picture(cwd, 'picture.edited.png')).toMatchObject({ width: 160, height: 160 });
  });

  it('says which words the model knows, where one was never taught', async () => {
    const cwd = await folderWithSample();
    const run = await dualedit(['edit', 'picture.png', 'hat→zebra'], { cwd });
    expect(run.code).toBe(4);
    expect(run.stderr).toMatch(/^dualedit: Column 5: .*"zebra".*\bred\b.*\n$/);
  });
});

it('writes the masks that it finds', async () => {
  const cwd = await folderWithSample();
  const run = await dualedit(['masks', 'picture.png', 'hat→red', '--prompt', PROMPT, '--json'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  const { masks, unnamed } = JSON.parse(run.stdout.toString());
  expect(masks).toMatchObject([{ name: 'hat', mask: join('picture.masks', '1-hat.png') }]);
  const mask = await decodeMask(await readFile(join(cwd, masks[0].mask)));
  expect(mask).toMatchObject({ width: 160, height: 160 });
  expect(masks[0].share).toBeGreaterThan(0);
  expect(unnamed).toMatchObject([{ name: 'dog', share: expect.any(Number) }]);
});

describe('an interruption', () => {
  it.each([
    ['SIGINT', 130, 'edit'],
    ['SIGTERM', 143, 'load'],
  ] as const)('%s ends with %i, leaving nothing behind', async (signal, code, stage) => {
    const cwd = await folderWithSample();
    const child = start(
      ['edit', 'picture.png', 'hat→red', '--prompt', PROMPT, '--save-masks', 'used', '--json'],
      { cwd },
    );
    const end = finished(child);
    await new Promise<void>((resolve) => {
      child.stderr!.on('data', (text) => String(text).includes(`"stage":"${stage}"`) && resolve());
    });
    const engines = await childrenOf(child.pid!);
    child.kill(signal);
    const run = await end;
    expect(run.code).toBe(code);
    expect(JSON.parse(run.stderr.trim().split('\n').at(-1)!)).toMatchObject({
      event: 'error',
      code: 'aborted',
    });
    expect((await readdir(cwd)).sort()).toEqual(['exact', 'picture.png', 'used']);
    expect(await readdir(join(cwd, 'used'))).toEqual([]);
    await expect
      .poll(async () => (await Promise.all(engines.map(isRunning))).includes(true), { timeout: 200_000 })
      .toBe(false);
  });
});

/** Process ids, where the system tells them. */
async function childrenOf(pid: number): Promise<number[]> {
  const path = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(path)) return [];
  return (await readFile(path, 'utf8')).trim().split(' ').filter(Boolean).map(Number);
}

/** A process that has ended may stay in the table until its parent asks for it: state Z. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat !== undefined && !/\) [ZX] /.test(stat);
}
