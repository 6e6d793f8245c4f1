// Edits by the embedded model's denoiser of few steps.
import { fileURLToPath } from 'node:url';
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Edit, MaskSource, Progress } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import type { Editor } from './editor.js';
import { loadEditor } from './local-editor.js';
import type { EditRequest } from './request.js';

/** Written by scripts/stock_pack.py: a pack without such a denoiser. */
const STOCK = fileURLToPath(new URL('../pack/__fixtures__/stock-pack/', import.meta.url));

const SIZE = 256;
const scene: Scene = {
  seed: 900_000_031,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 40, y: 118, size: 80 },
    { id: 2, noun: 'ball', color: 'blue', x: 100, y: 120, size: 50 },
  ],
};
const recolor: Edit = {
  source: 'ball',
  target: 'red',
  kind: 'attribute',
  which: { type: 'best' },
  strength: 1,
  span: [0, 8],
};
const [image, masks] = [await renderScene(scene, SIZE), await renderMasks(scene, SIZE)];
const mask = masks[1]!.visible;
const request = {
  picture: image,
  edits: [recolor],
  masks: [mask],
  prompt: 'a cat next to a blue ball in the snow',
};

const editor = await loadEditor();
afterAll(() => editor.close());

describe('an edit in few steps', async () => {
  const { fewSteps } = await openPack(defaultPackFolder());
  const first = await editor.edit({ ...request, fast: true, saveInversion: true, retry: false });

  it('runs no inversion and no guidance: two latents a step', () => {
    const { steps } = fewSteps!.defaults;
    expect(first.config).toMatchObject({ fast: true, inversion: 'virtual', settings: { steps } });
    expect(first.metrics).toMatchObject({ unetRuns: 2 * steps!, gradientRuns: 0, maxChangeOutside: 0 });
  });

  it('changes what was named into what was said', () => {
    const mean = (data: Uint8Array, channel: number) => {
      const inside = [...mask.data.keys()].filter((i) => mask.data[i]! > 127);
      return inside.reduce((sum, i) => sum + data[4 * i + channel]!, 0) / inside.length;
    };
    expect(mean(first.picture.data, 0)).toBeGreaterThan(mean(image.data, 0) + 50);
    expect(mean(first.picture.data, 2)).toBeLessThan(mean(image.data, 2) - 30);
  });

  it('is made again from its config, byte by byte', async () => {
    const config = JSON.parse(JSON.stringify(first.config)) as typeof first.config;
    const again = await editor.edit({ picture: image, masks: [mask], ...config });
    expect(Buffer.compare(again.picture.data, first.picture.data)).toBe(0);
  });

  it('goes on from its saved inversion without being told by which model', async () => {
    const { config, picture, inversionUnused } = await editor.edit({
      ...request,
      inverted: first.inversion!,
      retry: false,
    });
    expect(inversionUnused).toBeUndefined();
    expect(config).toMatchObject({ fast: true, inversion: 'virtual' });
    expect(Buffer.compare(picture.data, first.picture.data)).toBe(0);
  });

  it('of strength 0 is the autoencoder’s own picture', async () => {
    const { metrics } = await editor.edit({ ...request, fast: true, strength: 0, retry: false });
    expect(metrics.reconstructionPsnr).toBe(metrics.autoencoderPsnr);
  });
});

describe('what fails in few steps', () => {
  /** What stands where the ball was, look by look: in the picture, then in each result. */
  let looks: string[];
  const maskSource: MaskSource = {
    find: async () => ({
      masks: [mask],
      things: [{ name: looks.length > 1 ? looks.shift()! : looks[0]!, mask, score: 0.9 }],
    }),
  };
  const made = async (seen: string[], more: Partial<EditRequest> = {}) => {
    looks = [...seen];
    const { masks, ...asked } = request;
    const toCup = { ...recolor, kind: 'object', target: 'cup' } as const;
    return looking.edit({ ...asked, edits: [toCup], fast: true, ...more });
  };
  let looking: Editor;
  beforeAll(async () => {
    looking = await loadEditor({ maskSource });
  });
  afterAll(() => looking.close());

  it('is made again in many, and the better result is kept', async () => {
    const told: Progress[] = [];
    const onProgress = (progress: Progress) => told.push(progress);
    const { retried, checks, config, timings } = await made(['ball', 'ball', 'ball', 'cup'], { onProgress });
    expect([retried, checks.passed]).toEqual(['many-steps', true]);
    expect(config.fast).toBeUndefined();
    expect(config.settings.steps).toBeGreaterThan(6);
    expect(timings.retry).toBeGreaterThan(0);
    expect(timings.total).toBeGreaterThan(timings.retry!);
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(told.at(-1)!.stage).toBe('retry');
  });

  it('stays so if nothing is to be tried again, and if it came out', async () => {
    const failed = await made(['ball'], { retry: false });
    expect([failed.retried, failed.checks.passed, failed.config.fast]).toEqual([undefined, false, true]);
    const right = await made(['ball', 'cup']);
    expect([right.retried, right.checks.passed, right.config.fast]).toEqual([undefined, true, true]);
    expect(right.timings.retry).toBeUndefined();
  });
});

it('a pack that has no such model says so', async () => {
  const stock = await loadEditor({ pack: STOCK });
  await expect(stock.edit({ ...request, fast: true })).rejects.toMatchObject({ code: 'few-steps-missing' });
  await stock.close();
});
