import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HubFiles } from '@dualedit/test-servers/hub';
import { expect, it, onTestFinished } from 'vitest';
import { installedFolder } from './installed.js';
import { pullLocal } from './local.js';
import type { Manifest } from './manifest.js';
import { pullModel } from './pull.js';
import { readReference } from './reference.js';
import { packTarget, partTarget } from './target.js';
import { filesBelow, hubWithModels, IMPATIENT, PACK, packFiles, REPOSITORY } from './testing/test-hub.js';

const SAM: HubFiles = {
  'config.json': Buffer.from('{"model_type":"sam"}'),
  'preprocessor_config.json': Buffer.from('{}'),
  'onnx/vision_encoder.onnx': randomBytes(3000),
  'onnx/prompt_encoder_mask_decoder.onnx': randomBytes(3000),
  'onnx/vision_encoder_fp16.onnx': randomBytes(3000),
};
const INSIDE = Object.keys(SAM)
  .filter((path) => !path.includes('fp16'))
  .map((path) => `segmenter/sam/${path}`);

const manifestIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;

async function written(files: HubFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-hub-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

it('adds a part to a pack, says so in its manifest, and leaves it there when the pack is renewed', async () => {
  const { hub, pull, files } = await hubWithModels();
  const { folder } = await pull();
  hub.put({ name: 'someone/sam', files: SAM });
  const settings = { endpoint: hub.url, offline: false };
  await pullModel(readReference('someone/sam'), partTarget(folder, 'sam'), { settings, patience: IMPATIENT });
  const whole = [...PACK, ...INSIDE, 'manifest.json'].sort();
  expect(await filesBelow(folder)).toEqual(whole);
  expect((await manifestIn(folder)).sources).toMatchObject([
    { part: '', from: REPOSITORY },
    { part: 'segmenter/sam', from: 'someone/sam' },
  ]);
  expect(Object.keys((await manifestIn(folder)).files).sort()).toEqual(
    whole.filter((path) => path !== 'manifest.json'),
  );

  hub.put({ name: REPOSITORY, files: { ...files, 'unet/model.onnx': randomBytes(9000) } });
  await pull();
  expect(await filesBelow(folder)).toEqual(whole);
  expect((await manifestIn(folder)).sources).toHaveLength(2);
  expect(Object.keys((await manifestIn(folder)).files)).toHaveLength(whole.length - 1);
});

it('adds no part to what is no pack', async () => {
  const folder = await written(SAM);
  expect(() => partTarget(folder, 'sam')).toThrow(expect.objectContaining({ code: 'pack-missing' }));
});

it('takes a pack from a folder, with checksums, and refuses a folder of another layout', async () => {
  const { models } = await hubWithModels();
  const from = await written(packFiles());
  const target = packTarget(models, 'mine');
  const { folder } = await pullLocal(from, target, {});
  expect(await filesBelow(folder)).toEqual([...PACK, 'manifest.json'].sort());
  expect((await manifestIn(folder)).sources).toEqual([{ part: '', from }]);
  await expect(pullLocal(models, packTarget(models, 'other'), {})).rejects.toMatchObject({
    code: 'model-layout',
  });
});

it('a pulled pack is found by its name, which is no path', async () => {
  const { models, pull } = await hubWithModels();
  const { folder } = await pull();
  expect(installedFolder(models, 'tiny-diffusion')).toBe(folder);
  expect(installedFolder(models, './tiny-diffusion')).toBeUndefined();
  expect(installedFolder(models, 'absent')).toBeUndefined();
});
