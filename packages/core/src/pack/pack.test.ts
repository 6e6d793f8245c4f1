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
import { Graph, serialize } from '@dualedit/onnx-autograd';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultPackFolder, openPack } from './open-pack.js';
import { checkModels, verifyPack } from './verify.js';

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
    expect(pack.unet).toMatchObject({ inChannels: 8, sampleSize: 32, crossAttentionDim: 128 });
    expect(pack.vae.downsampling).toBe(8);
    expect(pack.words!.nouns).toContain('cat');
  });

  it("reads a stock export's sizes from its weights, and takes Stable Diffusion's for the rest", async () => {
    const pack = await openPack(STOCK);
    expect(pack.unet).toEqual({ inChannels: 4, outChannels: 4, sampleSize: 64, crossAttentionDim: 24 });
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

function rewrite(path: string, settings: object): void {
  const config = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...config, ...settings }));
}

describe('a pack of few steps', () => {
  it.each([
    ['LCM, by its pipeline', 'LatentConsistencyModelPipeline', { _class_name: 'LCMScheduler' }],
    ['LCM in a plain pipeline', 'OnnxStableDiffusionPipeline', { _class_name: 'LCMScheduler' }],
    ['TCD in a plain pipeline', 'StableDiffusionPipeline', { _class_name: 'TCDScheduler' }],
  ])(
    '%s, is told from others and edits in few steps without an inversion',
    async (_, pipeline, scheduler) => {
      const folder = copyOf(STOCK);
      rewrite(join(folder, 'model_index.json'), { _class_name: pipeline });
      rewrite(join(folder, 'scheduler', 'scheduler_config.json'), scheduler);
      const pack = await openPack(folder);
      expect(pack.family).toBe('latent-consistency');
      expect(pack.defaults).toMatchObject({ inversion: 'virtual' });
      expect(pack.defaults.steps).toBeLessThan(10);
    },
  );

  it('SD-Turbo is told by its scheduler, and is not guided', async () => {
    const folder = copyOf(STOCK);
    const turbo = { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' };
    rewrite(join(folder, 'scheduler', 'scheduler_config.json'), turbo);
    const pack = await openPack(folder);
    expect(pack.family).toBe('stable-diffusion');
    expect(pack.defaults).toMatchObject({ guidanceScale: 1, inversion: 'virtual', steps: 4 });
  });

  it('says more of itself than its family does', async () => {
    const folder = copyOf(STOCK);
    rewrite(join(folder, 'scheduler', 'scheduler_config.json'), { _class_name: 'LCMScheduler' });
    writeFileSync(join(folder, 'dualedit.json'), JSON.stringify({ steps: 3 }));
    expect((await openPack(folder)).defaults).toMatchObject({ steps: 3, inversion: 'virtual' });
  });
});

describe('a pack of another kind is refused when it is opened', () => {
  const unet = (settings: object) => (folder: string) =>
    rewrite(join(folder, 'unet', 'config.json'), settings);
  const vae = (settings: object) => (folder: string) =>
    rewrite(join(folder, 'vae_decoder', 'config.json'), settings);

  const pipeline = (name: string) => (folder: string) =>
    rewrite(join(folder, 'model_index.json'), { _class_name: name });

  it.each<[string, (folder: string) => void, RegExp]>([
    ['a pipeline of SDXL', pipeline('StableDiffusionXLPipeline'), /StableDiffusionXLPipeline/],
    ['a pipeline for inpainting', pipeline('OnnxStableDiffusionInpaintPipeline'), /Inpaint/],
    ['a consistency model for control', pipeline('LatentConsistencyModelControlPipeline'), /ControlPipeline/],
    ['another kind of model', pipeline('FluxPipeline'), /FluxPipeline/],
    ['a UNet for inpainting', unet({ in_channels: 9 }), /takes 9 and returns 8/],
    ['a UNet that takes a picture beside the latent', unet({ in_channels: 16 }), /takes 16 and returns 8/],
    ['a UNet of another autoencoder', vae({ latent_channels: 16 }), /latent \(16\)/],
    ['a UNet of SDXL', unet({ addition_embed_type: 'text_time' }), /addition_embed_type/],
    ['a UNet distilled by LCM', unet({ time_cond_proj_dim: 256 }), /time_cond_proj_dim/],
    ['an autoencoder of its own means', vae({ latents_mean: [0, 1, 2, 3] }), /latents_mean/],
  ])('%s', async (_, change, message) => {
    const folder = copyOf(defaultPackFolder());
    change(folder);
    await expect(openPack(folder)).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(message),
    });
  });

  it('a scheduler of another process', async () => {
    const folder = copyOf(STOCK);
    rewrite(join(folder, 'scheduler', 'scheduler_config.json'), { _class_name: 'EDMEulerScheduler' });
    await expect(openPack(folder)).rejects.toMatchObject({
      code: 'scheduler-unsupported',
      received: 'EDMEulerScheduler',
    });
  });

  it('a latent consistency model with the scheduler of another model', async () => {
    const folder = copyOf(STOCK);
    rewrite(join(folder, 'model_index.json'), { _class_name: 'LatentConsistencyModelPipeline' });
    await expect(openPack(folder)).rejects.toMatchObject({
      code: 'scheduler-unsupported',
      message: expect.stringContaining('LCMScheduler'),
      received: 'DDIMScheduler',
    });
  });

  it.each<[string, number, string[]]>([
    ['nine channels', 9, []],
    ['an input more', 4, ['timestep_cond']],
  ])('a UNet of %s that carries no config, by its graph', async (_, channels, more) => {
    const folder = copyOf(STOCK);
    const graph = new Graph({ opset: 14, isStatic: false });
    graph.addInput('sample', 'float32', ['b', 'c', 'h', 'w']);
    graph.addInput('encoder_hidden_states', 'float32', ['b', 77, 24]);
    for (const name of ['timestep', ...more]) graph.addInput(name, 'float32', ['b']);
    const weight = {
      type: 'float32',
      shape: [4, channels, 1, 1],
      data: new Uint8Array(channels * 16),
    } as const;
    graph.addInitializer('weight', weight);
    graph.addNode('Conv', ['sample', 'weight'], { outputs: ['drawn'] });
    const port = { name: 'out_sample', type: 'float32', shape: ['b', 'c', 'h', 'w'] } as const;
    graph.addOutput('drawn', 'out_sample', port);
    writeFileSync(join(folder, 'unet', 'model.onnx'), serialize(graph).bytes);
    await expect(openPack(folder)).rejects.toMatchObject({ code: 'model-unsupported' });
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
