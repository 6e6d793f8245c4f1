import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Finding } from './doctor/finding.js';
import { dualedit, scratch } from './testing/process.js';

const DIORAMA = fileURLToPath(new URL('../../../models/diorama', import.meta.url));
const CHECKER = fileURLToPath(new URL('../../../packages/core/src/safety/__fixtures__', import.meta.url));

/** What the doctor finds with these packs and, perhaps, a card as its driver tells it. */
async function diagnose(args: readonly string[], { models, card }: { models: string; card?: string }) {
  const tools = await scratch();
  if (card !== undefined) {
    await writeFile(join(tools, 'nvidia-smi'), `#!/bin/sh\necho "${card}"\n`);
    await chmod(join(tools, 'nvidia-smi'), 0o755);
  }
  const env = { DUALEDIT_MODELS: models, PATH: `${tools}${delimiter}${process.env.PATH}` };
  const run = await dualedit(['doctor', '--json', ...args], { env });
  const { findings, healthy } = JSON.parse(run.stdout.toString()) as {
    findings: Finding[];
    healthy: boolean;
  };
  const about = (what: string) => findings.find((finding) => finding.what === what)!;
  return { run, healthy, about };
}

it('says what runs here, on what and why, and what every pack takes; and makes an edit', async () => {
  const card = 'NVIDIA A10, 23028, 22500, 550.54.15';
  const { run, healthy, about } = await diagnose([], { models: await scratch(), card });
  expect(run.code, run.stderr).toBe(0);
  expect(healthy).toBe(true);
  expect(about('cpu')).toMatchObject({ status: 'ok', data: { works: true } });
  expect(about('device').data).toMatchObject({ asked: 'auto', taken: expect.any(String) });
  expect(about('disk').data!.free).toBeGreaterThan(0);
  const { data } = about('pack diorama');
  expect(data).toMatchObject({
    precision: 'float16',
    fits: true,
    parts: { segmenter: true, captioner: false },
  });
  expect(data!.memory).toBeGreaterThan(1e8);
  expect(about('engine').data).toMatchObject({ pack: 'diorama', steps: 2 });

  expect(about('gpu')).toMatchObject({ status: 'ok', data: { name: 'NVIDIA A10', memory: 23028 * 2 ** 20 } });
  // Where ONNX Runtime is not made for CUDA, there is nothing to say of it.
  const cuda = about('cuda');
  if (cuda && !cuda.data!.works) expect(cuda.todo).toMatch(/onnxruntime-node-install|CUDA 12 and cuDNN 9/);
});

it('names what is wrong with a pack or a device that was asked for, and what to do', async () => {
  const models = await scratch();
  await cp(DIORAMA, join(models, 'toy'), { recursive: true });
  await rm(join(models, 'toy', 'tokenizer', 'merges.txt'));
  for (const pack of [DIORAMA, CHECKER]) await cp(pack, join(models, 'checked'), { recursive: true });
  await mkdir(join(models, '.pulling', 'half', 'blobs'), { recursive: true });
  await writeFile(join(models, '.pulling', 'half', 'blobs', 'a.part'), 'bytes');
  const absent = process.platform === 'darwin' ? 'dml' : 'coreml';
  const { run, about } = await diagnose(['--quick', '--device', absent], { models });
  expect(run.code).toBe(5);
  expect(about('pack diorama').status).toBe('ok');
  expect(about('pack checked').data).toMatchObject({ parts: { 'safety checker': true } });
  // A bot would check, and a checker takes memory.
  expect(about('pack checked').data!.memory).toBeGreaterThan(about('pack diorama').data!.memory as number);
  expect(about('pack toy')).toMatchObject({
    status: 'wrong',
    todo: expect.stringMatching(/Pull it again/),
    found: expect.stringContaining('tokenizer/merges.txt'),
  });
  expect(about('pack half')).toMatchObject({ status: 'none', data: { bytes: 5 } });
  expect(about('engine')).toBeUndefined();
  expect(about(absent)).toMatchObject({ status: 'wrong' });
  expect(about('device')).toMatchObject({ status: 'wrong', todo: expect.stringContaining('"auto"') });
});

it('says what memory an edit of a picture takes', async () => {
  const folder = await scratch();
  const picture = join(folder, 'large.png');
  await writeFile(
    picture,
    await sharp({ create: { width: 4000, height: 3000, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  );
  const { about } = await diagnose(['--quick', '--picture', picture], { models: folder });
  const { found, data } = about(`picture ${picture}`);
  expect(found).toMatch(/^4000×3000, 12\.0 megapixels: an edit takes about [\d.]+ [MG]B of memory$/);
  const [of, plain] = [data!.memory, about('pack diorama').data!.memory] as [number, number];
  expect(of - plain).toBeGreaterThan(4 * 12e6);
});
