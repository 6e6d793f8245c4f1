import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { captions } from './captions.js';
import { type ExportOptions, exportScenes, FIRST_HELD_OUT_SEED } from './export.js';
import { renderInstances, renderRgb } from './render.js';
import { sceneFromSeed } from './scene-from-seed.js';
import { vocabulary } from './vocabulary.js';

let folder: string;
let options: ExportOptions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diorama-'));
  options = { world: 'starter', levels: { 3: 1 }, count: 5, seed: 70, size: 64, folder };
});
afterEach(() => rm(folder, { recursive: true }));

/** Reads a uint8 array file as NumPy would: magic, version, header, data. */
async function readNpy(name: string): Promise<{ shape: number[]; data: Buffer }> {
  const bytes = await readFile(join(folder, name));
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x93NUMPY\x01\x00', 'latin1'));
  const start = 10 + bytes.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const header = bytes.subarray(10, start).toString('latin1');
  expect(header).toMatch(/^\{'descr': '\|u1', 'fortran_order': False, 'shape': \([\d, ]+\), \} *\n$/);
  const shape = header
    .match(/\(([\d, ]+)\)/)![1]!
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  return { shape, data: bytes.subarray(start) };
}

test('a shard holds the pictures, the instance maps and the words of its seeds', async () => {
  await exportScenes(options);
  const images = await readNpy('shard-00000.images.npy');
  const ids = await readNpy('shard-00000.ids.npy');
  expect(images.shape).toEqual([5, 64, 64, 3]);
  expect(ids.shape).toEqual([5, 64, 64]);
  const lines = (await readFile(join(folder, 'shard-00000.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBe(5);
  for (const [i, line] of lines.entries()) {
    const scene = sceneFromSeed(70 + i, { world: 'starter', level: 3 });
    expect(images.data.subarray(i * 64 * 64 * 3, (i + 1) * 64 * 64 * 3)).toEqual(await renderRgb(scene, 64));
    expect(ids.data.subarray(i * 64 * 64, (i + 1) * 64 * 64)).toEqual(await renderInstances(scene, 64));
    const written = JSON.parse(line);
    expect(written).toMatchObject({ seed: 70 + i, background: scene.background, captions: captions(scene) });
    expect(written.objects.map(({ noun }: { noun: string }) => noun)).toEqual(
      scene.objects.map(({ noun }) => noun),
    );
    checkBoxes(written.objects, ids.data.subarray(i * 64 * 64, (i + 1) * 64 * 64));
  }
  const { nouns, colors, materials, backgrounds, words } = vocabulary('starter');
  const written = JSON.parse(await readFile(join(folder, 'vocabulary.json'), 'utf8'));
  expect(written).toEqual({ nouns, colors, materials, backgrounds, words });
});

/** Each box holds all of its object's pixels and touches them on every side. */
function checkBoxes(objects: { id: number; box: number[] }[], map: Uint8Array): void {
  for (const { id, box } of objects) {
    const inside = [...map.keys()].filter((i) => map[i] === id);
    const [xs, ys] = [inside.map((i) => i % 64), inside.map((i) => Math.floor(i / 64))];
    expect(box).toEqual([Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1]);
  }
}

test('a finished shard is kept, and an unfinished one leaves no list behind', async () => {
  await exportScenes(options);
  const before = await stat(join(folder, 'shard-00000.images.npy'));
  let drawn = 0;
  await exportScenes({ ...options, onProgress: () => drawn++ });
  expect(drawn).toBe(0);
  expect((await stat(join(folder, 'shard-00000.images.npy'))).mtimeMs).toBe(before.mtimeMs);

  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const elsewhere = { ...options, folder: join(folder, 'stopped'), signal: controller.signal, onProgress };
  await expect(exportScenes({ ...elsewhere, count: 40 })).rejects.toMatchObject({ code: 'aborted' });
  expect(await readdir(elsewhere.folder)).toEqual(['vocabulary.json']);
});

test('levels come in the shares that were asked for', async () => {
  await exportScenes({ ...options, levels: { 1: 0.5, 3: 0.5 }, count: 200, size: 16 });
  const lines = (await readFile(join(folder, 'shard-00000.jsonl'), 'utf8')).trimEnd().split('\n');
  const alone = lines.filter((line) => JSON.parse(line).objects.length === 1).length;
  expect(alone).toBeGreaterThan(70);
  expect(alone).toBeLessThan(130);
});

test('only scenes with such things, if that is asked for', async () => {
  const having = ['striped cat', 'dotted'];
  await exportScenes({ ...options, world: 'full', having, count: 30, size: 16 });
  const lines = (await readFile(join(folder, 'shard-00000.jsonl'), 'utf8')).trimEnd().split('\n');
  const has = ({ noun, material }: { noun: string; material: string }) =>
    material === 'dotted' || (material === 'striped' && noun === 'cat');
  expect(lines).toHaveLength(30);
  expect(lines.every((line) => JSON.parse(line).objects.some(has))).toBe(true);
});

test('things that a world does not have are refused', async () => {
  await expect(exportScenes({ ...options, having: ['striped'] })).rejects.toMatchObject({
    code: 'scene-absent',
    received: ['striped'],
  });
});

test('held-out seeds are refused', async () => {
  await expect(exportScenes({ ...options, seed: FIRST_HELD_OUT_SEED - 2 })).rejects.toMatchObject({
    code: 'held-out-seed',
    received: FIRST_HELD_OUT_SEED,
  });
});
