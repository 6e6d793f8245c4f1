import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Edit, Mask, Picture, Progress } from '@dualedit/foundation';
import { readModel } from '@dualedit/onnx-autograd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPackFolder } from '../pack/open-pack.js';
import type { Editor } from './editor.js';
import { loadEditor } from './local-editor.js';

const scene: Scene = {
  seed: 900_000_011,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 40, y: 118, size: 80 },
    { id: 2, noun: 'ball', color: 'blue', x: 100, y: 120, size: 50 },
  ],
};
const recolour: Edit = {
  source: 'ball',
  target: 'red',
  kind: 'attribute',
  which: { type: 'best' },
  strength: 1,
  span: [0, 8],
};
const edits = [recolour];
const prompt = 'a cat next to a blue ball in the snow';
const settings = { steps: 4 };

const scratch = mkdtempSync(join(tmpdir(), 'dualedit-editor-'));
let [editor, image, mask] = [] as unknown as [Editor, Picture, Mask];
beforeAll(async () => {
  [editor, image] = await Promise.all([loadEditor(), renderScene(scene, 128)]);
  mask = (await renderMasks(scene, 128))[1]!.visible;
});
afterAll(async () => {
  await editor.close();
  rmSync(scratch, { recursive: true });
});

describe('a result', () => {
  it('is made again, byte by byte, from its config alone, also after all models were freed', async () => {
    const first = await editor.edit({ picture: image, edits, prompt, settings });
    expect(first.config).toMatchObject({ prompt, maskFrom: ['words'], device: expect.any(String) });
    const config = JSON.parse(JSON.stringify(first.config)) as typeof first.config;
    const { total, ...stages } = first.timings;
    expect(Object.keys(stages)).toEqual(['load', 'invert', 'segment', 'edit', 'decode', 'compose']);
    expect(Object.values(stages).reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(total!);
    await editor.release();
    const again = await editor.edit({ picture: image, ...config });
    expect(again.picture.data).toEqual(first.picture.data);
    expect(again.masks).toEqual(first.masks);
    expect(again.config).toEqual(config);
  });

  it('says which masks were given, and needs those again', async () => {
    const first = await editor.edit({ picture: image, edits, masks: [mask], settings });
    expect(first.config).toMatchObject({ maskFrom: ['given'], prompt: 'a ball' });
    const again = await editor.edit({ picture: image, masks: [mask], ...first.config });
    expect(again.picture.data).toEqual(first.picture.data);
  });

  it('says in how many tiles the autoencoder took it', async () => {
    const request = { picture: image, edits, masks: [mask], method: 'p2p' as const, settings: { steps: 2 } };
    const [whole, tiled] = [await editor.edit(request), await editor.edit({ ...request, tiles: 2 })];
    expect([whole.config.tiles, tiled.config.tiles]).toEqual([1, 2]);
    // Of the picture itself little is lost, though tiles of 80 pixels are small.
    expect(tiled.metrics.autoencoderPsnr).toBeGreaterThan(whole.metrics.autoencoderPsnr - 3);
    expect(tiled.picture.data).not.toEqual(whole.picture.data);
    expect(tiled.metrics.maxChangeOutside).toBe(0);
    await expect(editor.edit({ ...request, tiles: 0 })).rejects.toMatchObject({ code: 'tiles-range' });
  });
});

it('shows on its way what it means by then, where that was asked for', async () => {
  const previews = async (more: object) => {
    const seen: Picture[] = [];
    const onProgress = ({ preview, previewArea }: Progress) => {
      if (!preview) return;
      seen.push(preview);
      expect(previewArea).toEqual({ left: 0, top: 0, width: image.width, height: image.height });
    };
    const result = await editor.edit({
      picture: image,
      edits,
      masks: [mask],
      settings,
      details: true,
      ...more,
      onProgress,
    });
    return { seen, result };
  };
  const { seen, result } = await previews({ previewEvery: 1 });
  const { width, height } = result.details!.edited;
  expect(seen.map((shown) => [shown.width, shown.height])).toEqual(Array(3).fill([width, height]));
  // The last is nearer to what came out.
  const distance = (a: Picture) =>
    a.data.reduce((sum, v, i) => sum + Math.abs(v - result.details!.edited.data[i]!), 0);
  expect(distance(seen[2]!)).toBeLessThan(distance(seen[0]!));
  expect((await previews({ settings: { steps: 2 } })).seen).toEqual([]);
});

const whole = { width: 128, height: 128, data: new Uint8Array(128 * 128).fill(255) };

describe('bad input', () => {
  it.each<[string, object]>([
    ['no-edits', { edits: [] }],
    ['edit-repeated', { edits: [recolour, { ...recolour, target: 'green' }] }],
    ['too-many-edits', { edits: Array(9).fill(recolour) }],
    ['mask-empty', { masks: [{ width: 128, height: 128, data: new Uint8Array(128 * 128) }] }],
    ['mask-size', { masks: [{ width: 64, height: 64, data: new Uint8Array(64 * 64).fill(255) }] }],
    ['mask-size', { masks: [{ width: 128, height: 128, data: new Uint8Array(50).fill(255) }] }],
    [
      'mask-without-edit',
      { masks: [undefined, { width: 128, height: 128, data: new Uint8Array(128 * 128) }] },
    ],
    ['mask-hidden', { edits: [...edits, { ...recolour, source: 'cat' }], masks: [whole, whole] }],
    ['picture-size', { picture: { width: 128, height: 128, data: new Uint8Array(99) } }],
    ['picture-size', { picture: { width: 0, height: 0, data: new Uint8Array() } }],
    ['word-unknown', { edits: [{ ...recolour, target: 'turquoise' }] }],
  ])('is refused with %s, and the next edit works', async (code, change) => {
    const refused = editor.edit({ picture: image, edits, settings: { steps: 2 }, ...change });
    await expect(refused).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  });
});

describe('a number that is not finite', () => {
  const model = { unet: 'unet', decoder: 'vae_decoder' };

  /** The embedded pack with a NaN in its last weight. */
  async function damagedPack(part: string): Promise<string> {
    const folder = join(scratch, part);
    cpSync(defaultPackFolder(), folder, { recursive: true });
    rmSync(join(folder, 'manifest.json'));
    const { initializers } = await readModel(join(folder, part, 'model.onnx'));
    const spans = [...initializers.values()].flatMap(({ data }) =>
      data instanceof Uint8Array ? [] : [data],
    );
    const { file, offset } = spans.at(-1)!;
    const handle = openSync(file, 'r+');
    writeSync(handle, Float32Array.from([Number.NaN]), 0, 4, offset);
    closeSync(handle);
    return folder;
  }

  it.each([
    ['the first step of the inversion', model.unet, { stage: 'invert', step: 1, steps: 4 }],
    ['decoding', model.decoder, { stage: 'decode', step: 1, steps: 1 }],
  ])('is an error that names where it came up: %s', async (_, part, received) => {
    const damaged = await loadEditor({ pack: await damagedPack(part) });
    const failed = damaged.edit({
      picture: image,
      edits,
      masks: [mask],
      settings: { steps: 4 },
      method: 'p2p',
    });
    await expect(failed).rejects.toMatchObject({ code: 'model-nan', received });
    await damaged.close();
  });

  it('is found in mid-edit too', async () => {
    const failed = editor.edit({
      picture: image,
      edits,
      masks: [mask],
      settings: { steps: 2, guidanceScale: 1e38 },
    });
    await expect(failed).rejects.toMatchObject({ code: 'model-nan', received: { stage: 'edit', steps: 2 } });
  });
});
