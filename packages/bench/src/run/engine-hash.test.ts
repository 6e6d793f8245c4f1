import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { engineHash, packHash } from './engine-hash.js';

it('names the engine by its code, the same each time', () => {
  expect(engineHash()).toMatch(/^[0-9a-f]{12}$/);
  expect(engineHash()).toBe(engineHash());
});

it('names a pack by the models that edit, not by its card or by models that only look', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-pack-'));
  const hashWith = async (files: Record<string, string>) => {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files }));
    return packHash(folder);
  };
  const first = await hashWith({ 'unet/model.onnx': 'a', 'README.md': 'b' });
  expect(await hashWith({ 'README.md': 'c', 'clip/onnx/text_model.onnx': 'd', 'unet/model.onnx': 'a' })).toBe(
    first,
  );
  expect(await hashWith({ 'unet/model.onnx': 'z', 'README.md': 'b' })).not.toBe(first);

  await rm(join(folder, 'manifest.json'));
  await writeFile(join(folder, 'model.onnx'), 'weights');
  const bare = packHash(folder);
  expect(packHash(folder)).toBe(bare);
  await writeFile(join(folder, 'model.onnx'), 'other weights');
  expect(packHash(folder)).not.toBe(bare);
  await rm(folder, { recursive: true });
});
