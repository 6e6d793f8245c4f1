import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Picture } from '@dualedit/foundation';
import { ops, readModel } from '@dualedit/onnx-autograd';
import { afterAll, describe, expect, it } from 'vitest';
import { Autoencoder } from '../autoencoder/autoencoder.js';
import { psnr } from '../image/psnr.js';
import { createModelSession } from '../session/model-session.js';
import { openSession } from '../session/session.js';
import { relativeError } from '../testing/golden.js';
import { TextEncoder } from '../text/encoder.js';
import { loadTokenizer } from '../text/tokenizer.js';
import { openPack } from './open-pack.js';

/** Written by scripts/stock_pack.py: the layout and the names of diffusers' own conversion, checked by PyTorch. */
const FOLDER = fileURLToPath(new URL('./__fixtures__/stock-pack/', import.meta.url));
const golden: Record<'ids' | 'states' | 'picture' | 'mean' | 'latent' | 'decoded', number[]> = JSON.parse(
  readFileSync(join(FOLDER, 'golden.json'), 'utf8'),
);
const pack = await openPack(FOLDER);
const scratch = mkdtempSync(join(tmpdir(), 'dualedit-model-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const [WIDTH, HEIGHT] = [24, 16];
const picture: Picture = {
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, i) => {
    const plane = golden.picture[(i % 4) * WIDTH * HEIGHT + (i >> 2)];
    return plane === undefined ? 255 : Math.round((plane + 1) * 127.5);
  }),
};

describe('a stock export', () => {
  it('encodes text as PyTorch', async () => {
    const tokenizer = await loadTokenizer(pack.files.tokenizer);
    const { ids } = tokenizer.encode('a cat');
    const encoder = await TextEncoder.open(pack.files.textEncoder);
    const states = await encoder.encode(golden.ids);
    expect(ids.slice(0, 2)).toEqual(golden.ids.slice(0, 2));
    expect(states).toHaveLength(77 * pack.unet.crossAttentionDim);
    const expected = Float32Array.from(golden.states);
    expect(relativeError(states.slice(0, expected.length), expected)).toBeLessThan(1e-4);
    await encoder.release();
  });

  it('encodes a picture to the mean, though the model draws samples', async () => {
    const autoencoder = new Autoencoder(pack);
    const latent = await autoencoder.encode(picture);
    const expected = Float32Array.from(golden.mean, (value) => value * 0.18215);
    // The picture is rounded to bytes.
    expect(relativeError(latent, expected)).toBeLessThan(0.02);
    expect(await autoencoder.encode(picture)).toEqual(latent);

    const drawn = await createModelSession(pack.files.vaeEncoder);
    const draw = async () =>
      Object.values(await drawn.run(golden.picture, [1, 3, HEIGHT, WIDTH]))[0] as Float32Array;
    expect(await draw()).not.toEqual(await draw());
    await Promise.all([autoencoder.release(), drawn.release()]);
  });

  it('decodes with a float16 model, wider than high, and again after its memory was freed', async () => {
    const autoencoder = new Autoencoder(pack);
    const latent = Float32Array.from(golden.latent, (value) => value * 0.18215);
    const decoded = await autoencoder.decode(latent, WIDTH / 8, HEIGHT / 8);
    expect(decoded).toMatchObject({ width: WIDTH, height: HEIGHT });
    for (let i = 0; i < decoded.data.length; i++) {
      const value = golden.decoded[(i % 4) * WIDTH * HEIGHT + (i >> 2)];
      const expected = value === undefined ? 255 : Math.min(255, Math.max(0, (value + 1) * 127.5));
      expect(Math.abs(decoded.data[i]! - expected)).toBeLessThan(1.5);
    }
    await autoencoder.release();
    expect(await autoencoder.decode(latent, WIDTH / 8, HEIGHT / 8)).toEqual(decoded);
    await autoencoder.release();
  });
});

it('a shift of the latents is taken off before the scaling, and put back on before decoding', async () => {
  const [plain, shifted] = [
    new Autoencoder(pack),
    new Autoencoder({ ...pack, vae: { ...pack.vae, shiftFactor: 0.25 } }),
  ];
  const latent = await plain.encode(picture);
  const moved = latent.map((value) => value - 0.25 * pack.vae.scalingFactor);
  expect(relativeError(await shifted.encode(picture), moved)).toBeLessThan(1e-5);
  const [width, height] = [WIDTH / 8, HEIGHT / 8];
  expect(
    psnr(await shifted.decode(moved, width, height), await plain.decode(latent, width, height)),
  ).toBeGreaterThan(60);
  await Promise.all([plain.release(), shifted.release()]);
});

describe('a model that fails', () => {
  it('names its file where it cannot be read', async () => {
    const path = join(scratch, 'model.onnx');
    writeFileSync(path, 'no model');
    for (const file of [path, join(scratch, 'absent.onnx')]) {
      await expect(openSession(file)).rejects.toMatchObject({ code: 'model-unreadable', received: file });
    }
  });

  it('says so where it returns what is no number', async () => {
    const graph = await readModel(pack.files.vaeDecoder);
    const { log, neg } = ops(graph);
    graph.addOutput(log(neg(graph.constant([1], [], 'float32'))), 'logarithm');
    const session = await createModelSession(pack.files.vaeDecoder, { graph });
    await expect(session.run(golden.latent, [1, 4, 2, 3])).rejects.toMatchObject({
      code: 'model-nan',
      message: expect.stringContaining('vae_decoder'),
    });
    await session.release();
  });
});
