import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Graph, ops } from '@dualedit/onnx-autograd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskCache } from '../cache/disk-cache.js';
import { peakActivations } from '../session/activations.js';
import { textOf, unetSignature } from '../testing/signature.js';
import { compileDenoise, DENOISE } from './denoise.js';
import { DenoiserSource } from './denoiser-source.js';

const MODEL = fileURLToPath(new URL('../__fixtures__/tiny-unet/model.onnx', import.meta.url));
const SIGNATURE = unetSignature({ height: 32, tokens: 8, stateSize: 16 });

const folder = mkdtempSync(join(tmpdir(), 'dualedit-compile-'));
afterAll(() => rmSync(folder, { recursive: true }));

let entries: string;
const cache = () => new DiskCache(entries);
const open = (path = MODEL, signature = SIGNATURE) =>
  DenoiserSource.open(path, signature, { cache: cache() });
const names = () => readdirSync(entries);

async function predict(unet: DenoiserSource): Promise<Float32Array> {
  const denoise = await compileDenoise(unet);
  const latent = Float32Array.from({ length: 4 * 32 * 32 }, (_, i) => Math.sin(i));
  const output = await denoise.run(latent, 500, textOf(new Float32Array(8 * 16).fill(0.3)));
  await denoise.release();
  return output;
}

describe('a compiled program', () => {
  let fresh: Float32Array;
  beforeAll(async () => {
    entries = join(folder, 'programs');
    fresh = await predict(await open());
  });

  it('is kept, without its weights, and gives the same numbers from the cache', async () => {
    expect(names()).toHaveLength(1);
    expect(statSync(join(entries, names()[0]!)).size).toBeLessThan(statSync(MODEL).size / 2);
    expect(await predict(await open())).toEqual(fresh);
    expect(names()).toHaveLength(1);
  });

  it('is found again where the pack has moved to', async () => {
    const moved = join(folder, 'elsewhere.onnx');
    cpSync(MODEL, join(folder, 'model.onnx'));
    expect(await predict(await open(join(folder, 'model.onnx')))).toEqual(fresh);
    expect(names()).toHaveLength(1);
    // Under another name its weights are elsewhere too.
    cpSync(MODEL, moved);
    expect(await predict(await open(moved))).toEqual(fresh);
    expect(names()).toHaveLength(2);
  });

  it('is compiled again where its entry is damaged', async () => {
    const sizes = () => new Map(names().map((name) => [name, statSync(join(entries, name)).size]));
    const whole = sizes();
    for (const name of names()) truncateSync(join(entries, name), 1000);
    expect(await predict(await open())).toEqual(fresh);
    const mended = [...sizes()].filter(([, size]) => size !== 1000);
    expect(mended).toHaveLength(1);
    expect(mended[0]![1]).toBe(whole.get(mended[0]![0]));
  });

  it('of another size is another program', async () => {
    const before = names().length;
    await (await open(MODEL, unetSignature({ height: 16, tokens: 8, stateSize: 16 }))).compile(DENOISE);
    expect(names()).toHaveLength(before + 1);
  });

  it('says what it takes before it is loaded', async () => {
    const { model } = await (await open()).compile(DENOISE);
    expect(model.memory.weights).toBeGreaterThan(0.8 * statSync(MODEL).size - model.bytes.length);
    expect(model.memory.weights).toBeLessThan(statSync(MODEL).size);
    expect(model.memory.activations).toBeGreaterThan(4 * 4 * 32 * 32);
  });
});

describe('the peak of the values alive', () => {
  it('counts each value from its making to its last use, and views not at all', () => {
    const graph = new Graph();
    const o = ops(graph);
    const x = graph.addInput('x', 'float32', [100]);
    const wide = o.expand(o.reshape(x, [1, 100]), [10, 100]);
    const sum = o.reduceSum(o.mul(wide, wide), { axes: [0], keepDims: false });
    graph.addOutput(o.mul(sum, x), 'y');
    // The input, the wide value and its square: 400 + 4000 + 4000.
    expect(peakActivations(graph)).toBe(8400);
  });
});
