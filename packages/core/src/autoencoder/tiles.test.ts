import { fileURLToPath } from 'node:url';
import type { Picture } from '@dualedit/foundation';
import { readModel, specialize } from '@dualedit/onnx-autograd';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { psnr } from '../image/psnr.js';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { peakActivations } from '../session/activations.js';
import { Autoencoder } from './autoencoder.js';
import { chooseTiles, fewestTiles } from './choose-tiles.js';
import { cutTile, fromTiles, spansOf } from './tiles.js';

const sides = fc.integer({ min: 1, max: 40 });
const counts = fc.integer({ min: 1, max: 5 });

describe('tiles', () => {
  it('cover a side with equal spans that overlap', () => {
    fc.assert(
      fc.property(sides, counts, (length, count) => {
        const spans = spansOf(length, count);
        expect(new Set(spans.map(({ from, to }) => to - from)).size).toBe(1);
        expect(spans[0]!.from).toBe(0);
        expect(spans.at(-1)!.to).toBe(length);
        const reaches = spans.slice(1).map(({ from }, i) => spans[i]!.to - from);
        for (const reach of reaches) expect(reach).toBeGreaterThanOrEqual(Math.min(8, length));
      }),
    );
  });

  it('that agree make the whole, at any size and resolution', async () => {
    const sizes = fc.record({ width: sides, height: sides, count: counts });
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom(1, 2, 3), async ({ width, height, count }, resolution) => {
        const planes = Float32Array.from({ length: 2 * width * height * resolution ** 2 }, (_, i) =>
          Math.sin(i),
        );
        const scaled = ({ from, to }: { from: number; to: number }) => ({
          from: from * resolution,
          to: to * resolution,
        });
        const whole = await fromTiles({ width, height, resolution, channels: 2, count }, async (x, y) =>
          cutTile(planes, 2, width * resolution, scaled(x), scaled(y)),
        );
        const errors = whole.map((value, i) => Math.abs(value - planes[i]!));
        expect(Math.max(...errors)).toBeLessThan(1e-5);
      }),
      { numRuns: 30 },
    );
  });

  it('fade into each other', async () => {
    const grey = async (x: { from: number }) => new Float32Array(18 * 18).fill(x.from === 0 ? 0 : 1);
    const whole = await fromTiles({ width: 28, height: 18, resolution: 1, channels: 1, count: 2 }, grey);
    const row = [...whole.subarray(0, 28)];
    expect(row.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(row.slice(18)).toEqual(Array(10).fill(1));
    for (let i = 10; i < 18; i++) expect(row[i]! - row[i - 1]!).toBeLessThan(0.2);
  });

  it('are as few as memory allows', () => {
    expect(fewestTiles(1e9, 2e9, 64)).toBe(1);
    expect(fewestTiles(3e9, 2e9, 64)).toBe(2);
    expect(fewestTiles(3e9, 4e8, 64)).toBeGreaterThan(2);
    expect(fewestTiles(1e12, 1, 64)).toBe(8);
  });
});

describe('the autoencoder in tiles', async () => {
  const pack = await openPack(defaultPackFolder());
  const autoencoder = new Autoencoder(pack);
  afterAll(() => autoencoder.release());
  const SIDE = 256;
  const picture: Picture = {
    width: SIDE,
    height: SIDE,
    data: Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) => {
      const [x, y] = [(i >> 2) % SIDE, Math.floor((i >> 2) / SIDE)];
      return i % 4 === 3 ? 255 : 127 + 90 * Math.sin(x / 19 + (i % 4)) * Math.cos(y / 23);
    }),
  };

  it('returns nearly the same picture for less memory', async () => {
    const cells = SIDE / pack.vae.downsampling;
    const size = { channels: pack.unet.inChannels, height: cells, width: cells };
    await autoencoder.useTiles(1, size);
    const latent = await autoencoder.encode(picture);
    const whole = await autoencoder.decode(latent, cells, cells);
    await autoencoder.useTiles(2, size);
    const tiled = await autoencoder.decode(latent, cells, cells);
    expect(psnr(tiled, whole)).toBeGreaterThan(30);
    expect(tiled.data).not.toEqual(whole.data);
    const there = await autoencoder.encode(picture);
    await autoencoder.useTiles(1, size);
    expect(psnr(await autoencoder.decode(there, cells, cells), whole)).toBeGreaterThan(30);

    const peak = async (side: number) => {
      const model = await readModel(pack.files.vaeDecoder);
      return peakActivations(
        await specialize(model, { [model.inputs[0]!.name]: [1, size.channels, side, side] }),
      );
    };
    expect(await peak(spansOf(cells, 2)[0]!.to)).toBeLessThan(0.4 * (await peak(cells)));
  });

  const request = {
    decoder: pack.files.vaeDecoder,
    channels: pack.unet.inChannels,
    width: 64,
    height: 64,
    downsampling: pack.vae.downsampling,
    device: undefined,
  };

  it.each([0, -1, 1.5, 9, Number.NaN])('refuses %d tiles', async (asked) => {
    await expect(chooseTiles({ ...request, asked })).rejects.toMatchObject({
      code: 'tiles-range',
      received: asked,
    });
  });

  it('takes an export of one fixed size whole', async () => {
    const fixed = fileURLToPath(new URL('../pack/__fixtures__/dynamo-unet/model.onnx', import.meta.url));
    const large = { ...request, decoder: fixed, width: 512, height: 512 };
    expect(await chooseTiles({ ...large, asked: undefined })).toBe(1);
    await expect(chooseTiles({ ...large, asked: 2 })).rejects.toMatchObject({ code: 'tiles-fixed' });
  });

  it('takes what is small whole without a look at the model', async () => {
    expect(
      await chooseTiles({ ...request, decoder: 'nowhere', width: 32, height: 32, asked: undefined }),
    ).toBe(1);
  });
});
