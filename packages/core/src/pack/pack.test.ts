import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkModels, defaultPackFolder, openPack, verifyPack } from './pack.js';

/** Written by scripts/stock_pack.py. */
const STOCK = fileURLToPath(new URL('./__fixtures__/stock-pack/', import.meta.url));

const folders: string[] = [];
function copyOf(pack: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-pack-'));
  folders.push(folder);
  cpSync(pack, folder, { recursive: true });
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('opening a pack', () => {
  it('reads every size of the embedded one from its configs', async () => {
    const pack = await openPack(defaultPackFolder());
    expect(pack.unet).toMatchObject({ inChannels: 4, sampleSize: 32, crossAttentionDim: 128 });
    expect(pack.vae.downsampling).toBe(4);
    expect(pack.words!.nouns).toContain('cat');
  });

  it("reads a stock export's sizes from its weights, and takes Stable Diffusion's for the rest", async () => {
    const pack = await openPack(STOCK);
    expect(pack.unet).toEqual({ inChannels: 4, sampleSize: 64, crossAttentionDim: 24 });
    expect(pack.vae).toEqual({ downsampling: 8, scalingFactor: 0.18215 });
    expect(pack.words).toBeUndefined();
    expect(pack.name).toBe('stock-pack');
  });

  it('takes the autoencoder’s config from wherever an export has put it', async () => {
    const folder = copyOf(STOCK);
    const config = { block_out_channels: [1, 2, 3], scaling_factor: 0.5 };
    writeFileSync(join(folder, 'vae_encoder', 'config.json'), JSON.stringify(config));
    expect((await openPack(folder)).vae).toEqual({ downsampling: 4, scalingFactor: 0.5 });
  });

  it('says where there is none', async () => {
    await expect(openPack('/nowhere')).rejects.toMatchObject({ code: 'pack-missing', received: '/nowhere' });
  });

  it.each([
    'unet/model.onnx',
    'text_encoder/model.onnx',
    'vae_encoder/model.onnx',
    'vae_decoder/model.onnx',
    'scheduler/scheduler_config.json',
    'tokenizer/vocab.json',
    'tokenizer/merges.txt',
    'tokenizer/tokenizer_config.json',
  ])('names %s where it is missing', async (file) => {
    const folder = copyOf(STOCK);
    rmSync(join(folder, file));
    await expect(openPack(folder)).rejects.toMatchObject({
      code: 'pack-incomplete',
      received: join(folder, file),
    });
  });

  it('says which config is not JSON', async () => {
    const folder = copyOf(STOCK);
    appendFileSync(join(folder, 'scheduler', 'scheduler_config.json'), '}');
    await expect(openPack(folder)).rejects.toMatchObject({
      code: 'pack-unreadable',
      message: expect.stringContaining('scheduler_config.json'),
    });
  });
});

describe('verifying a pack', () => {
  it('finds the embedded one whole', async () => {
    const { files, problems } = await verifyPack(defaultPackFolder());
    expect(files).toBeGreaterThan(10);
    expect(problems).toEqual([]);
  });

  it('names what is altered and what is missing', async () => {
    const folder = copyOf(defaultPackFolder());
    appendFileSync(join(folder, 'words.json'), ' ');
    rmSync(join(folder, 'unet', 'config.json'));
    expect((await verifyPack(folder)).problems).toEqual([
      { file: 'unet/config.json', problem: 'missing' },
      { file: 'words.json', problem: 'altered' },
    ]);
  });

  it('says when there is no manifest to go by', async () => {
    await expect(verifyPack(STOCK)).rejects.toMatchObject({ code: 'pack-no-manifest' });
  });
});

describe('checking the models before they run', () => {
  const flipped = (path: string) => {
    const bytes = readFileSync(path);
    bytes[bytes.length - 1000]! ^= 1;
    writeFileSync(path, bytes);
  };

  it('passes those that are whole, whatever was done to the configs, and packs without a manifest', async () => {
    const folder = copyOf(defaultPackFolder());
    appendFileSync(join(folder, 'words.json'), ' ');
    await checkModels(folder);
    await checkModels(STOCK);
  });

  it.each<[string, string, (path: string) => void]>([
    ['missing', 'pack-incomplete', (path) => rmSync(path)],
    ['cut short', 'pack-altered', (path) => truncateSync(path, 1000)],
    ['of one wrong bit', 'pack-altered', flipped],
  ])('names one that is %s', async (_, code, harm) => {
    const folder = copyOf(defaultPackFolder());
    const model = join(folder, 'vae_decoder', 'model.onnx');
    harm(model);
    await expect(checkModels(folder)).rejects.toMatchObject({ code, received: model });
  });
});
