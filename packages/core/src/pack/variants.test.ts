// Exports as they are found: one model as different exporters have written it makes one picture.
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit, Mask, Picture } from '@dualedit/foundation';
import { Graph, readModel, serialize } from '@dualedit/onnx-autograd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEditor } from '../edit/local-editor.js';
import type { EditResult } from '../edit/result.js';
import { psnr } from '../image/psnr.js';
import { writeVariant } from '../testing/variant.js';

/** Written by scripts/stock_pack.py. */
const FIXTURES = fileURLToPath(new URL('./__fixtures__/', import.meta.url));
const STOCK = join(FIXTURES, 'stock-pack');
const SIDE = 128;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A copy of the stock pack for latents of 16 × 16, so that an edit takes a moment. */
function copyOfStock(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-variant-'));
  folders.push(folder);
  cpSync(STOCK, folder, { recursive: true });
  const sizes = { in_channels: 4, sample_size: 16, cross_attention_dim: 24 };
  writeFileSync(join(folder, 'unet', 'config.json'), JSON.stringify(sizes));
  return folder;
}

const image: Picture = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 251)),
};
const box = (left: number, top: number, side: number): Mask => {
  const data = new Uint8Array(SIDE * SIDE);
  for (let y = top; y < top + side; y++) data.fill(255, y * SIDE + left, y * SIDE + left + side);
  return { width: SIDE, height: SIDE, data };
};
const edit = (source: string, target: string, kind: Edit['kind']): Edit => ({
  source,
  target,
  kind,
  strength: 1,
  which: { type: 'best' },
  span: [0, 1],
});

async function edited(pack: string): Promise<EditResult> {
  const editor = await loadEditor({ pack, device: 'cpu' });
  const edits = [edit('cat', 'dog', 'object'), edit('hat', 'red', 'attribute')];
  const masks = [box(20, 50, 60), box(70, 10, 40)];
  const result = await editor.edit({
    picture: image,
    edits,
    masks,
    settings: { steps: 2 },
    prompt: 'a cat and a hat',
  });
  await editor.close();
  return result;
}

describe('an export', () => {
  let stock: EditResult;
  beforeAll(async () => {
    stock = await edited(copyOfStock());
  });

  it.each<[string, (pack: string) => Promise<void>]>([
    [
      'with weights in model.onnx_data',
      (pack) => variant(pack, 'unet', { weights: 'one', location: 'model.onnx_data' }),
    ],
    ['with a file for each weight', (pack) => variant(pack, 'unet', { weights: 'many' })],
    ['with weights outside in every model', everyModel],
    ['as the hub’s cache keeps it', asTheHubKeepsIt],
    ['with a whole-numbered timestep', (pack) => variant(pack, 'unet', { types: { timestep: 'int64' } })],
    ['with a scalar timestep', (pack) => variant(pack, 'unet', { scalarTimestep: true })],
    [
      'with a scalar whole-numbered timestep',
      (pack) => variant(pack, 'unet', { scalarTimestep: true, types: { timestep: 'int64' } }),
    ],
    ['with 64-bit token ids', (pack) => variant(pack, 'text_encoder', { types: { input_ids: 'int64' } })],
    ['without names', (pack) => variant(pack, 'unet', { nameless: true })],
  ])('%s makes the same picture', async (_, change) => {
    const pack = copyOfStock();
    await change(pack);
    const { picture, metrics } = await edited(pack);
    expect(psnr(picture, stock.picture)).toBeGreaterThan(60);
    expect(metrics.gradientRuns).toBe(stock.metrics.gradientRuns);
    expect(metrics.maxChangeOutside).toBe(0);
  });

  it('of operator set 20 makes the same picture', async () => {
    const pack = copyOfStock();
    cpSync(join(FIXTURES, 'unet-20', 'float32', 'model.onnx'), join(pack, 'unet', 'model.onnx'));
    expect(psnr((await edited(pack)).picture, stock.picture)).toBeGreaterThan(60);
  });

  it.each(['dynamo-unet', 'unet-23/float32'])(
    'of PyTorch’s newer exporter (%s), one latent of one size, makes the same picture in other runs',
    async (folder) => {
      const pack = copyOfStock();
      cpSync(join(FIXTURES, folder, 'model.onnx'), join(pack, 'unet', 'model.onnx'));
      const { picture, metrics } = await edited(pack);
      expect(psnr(picture, stock.picture)).toBeGreaterThan(60);
      // Three latents a step in one run; or two, and the reconstruction branch while something is taken from it.
      expect(stock.metrics.unetRuns).toBe(2 + 3 * 2 + 1);
      expect(metrics.unetRuns).toBe(2 + 2 * 2 + 2);
    },
  );

  it('has a file for each of its weights', async () => {
    const pack = copyOfStock();
    await variant(pack, 'unet', { weights: 'many' });
    expect(readdirSync(join(pack, 'unet')).length).toBeGreaterThan(80);
  });
});

it('a fused UNet is refused with what to use instead', async () => {
  const pack = copyOfStock();
  writeFileSync(join(pack, 'unet', 'model.onnx'), fusedModel('com.microsoft', 'BiasSplitGelu'));
  await expect(edited(pack)).rejects.toMatchObject({
    code: 'operator-domain',
    message: expect.stringMatching(/com\.microsoft\.BiasSplitGelu/),
    hint: expect.stringMatching(/plain/),
  });
});

it('an export of a fixed batch of two is refused by its numbers', async () => {
  const pack = copyOfStock();
  const path = join(pack, 'unet', 'model.onnx');
  const model = await readModel(path);
  const graph = new Graph({ opset: model.opset, isStatic: false });
  for (const { name, type, shape } of model.inputs) graph.addInput(name, type, [2, ...shape.slice(1)]);
  graph.addOutput(graph.addNode('Identity', ['sample']).outputs[0]!, 'out_sample');
  writeFileSync(path, serialize(graph).bytes);
  await expect(edited(pack)).rejects.toMatchObject({
    code: 'export-batch',
    message: expect.stringMatching(/2 latents/),
    received: 2,
  });
});

/** A model of one operator, as protobuf writes it. */
function fusedModel(domain: string, opType: string): Uint8Array {
  const field = (number: number, payload: number[]) => [(number << 3) | 2, payload.length, ...payload];
  const text = (value: string) => [...Buffer.from(value)];
  const node = [...field(2, text('y')), ...field(4, text(opType)), ...field(7, text(domain))];
  const [irVersion, opset] = [
    [8, 8],
    [16, 14],
  ] as const;
  return Uint8Array.from([...irVersion, ...field(7, field(1, node)), ...field(8, [...opset])]);
}

async function variant(pack: string, part: string, how: Parameters<typeof writeVariant>[2]): Promise<void> {
  const model = join(pack, part, 'model.onnx');
  rmSync(model);
  await writeVariant(join(STOCK, part, 'model.onnx'), model, how);
}

async function everyModel(pack: string): Promise<void> {
  for (const part of ['unet', 'text_encoder', 'vae_encoder', 'vae_decoder'])
    await variant(pack, part, { weights: 'one' });
}

/** Links to files of other names, elsewhere. */
async function asTheHubKeepsIt(pack: string): Promise<void> {
  await everyModel(pack);
  const blobs = mkdtempSync(join(tmpdir(), 'dualedit-blobs-'));
  folders.push(blobs);
  for (const part of ['unet', 'text_encoder', 'vae_encoder', 'vae_decoder']) {
    for (const name of ['model.onnx', 'weights.pb']) {
      const blob = join(blobs, `${part}-${name}`.replace(/\W/g, ''));
      renameSync(join(pack, part, name), blob);
      symlinkSync(blob, join(pack, part, name));
    }
  }
}
