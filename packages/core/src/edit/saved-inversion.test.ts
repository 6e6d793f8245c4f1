import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Edit, Mask, Picture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXT } from '../family/stable-diffusion/inputs.js';
import { decodeInversion, encodeInversion } from '../inversions/file.js';
import { loadEditor } from './local-editor.js';
import type { EditRequest } from './request.js';
import type { EditResult } from './result.js';

const scene: Scene = {
  seed: 4,
  background: 'grass',
  objects: [
    { id: 1, noun: 'ball', color: 'red', x: 36, y: 100, size: 40 },
    { id: 2, noun: 'cup', color: 'blue', x: 90, y: 100, size: 40 },
  ],
};
const prompt = 'a red ball and a blue cup on the grass';
const recolour = (source: string, target: string): Edit => ({
  source,
  target,
  kind: 'attribute',
  which: { type: 'best' },
  strength: 1,
  span: [0, 0],
});
const settings = { steps: 3, lossWeights: {} };

const editor = await loadEditor();
afterAll(() => editor.close());

let image: Picture;
let [ball, cup]: (Mask | undefined)[] = [];
let first: EditResult;

beforeAll(async () => {
  image = await renderScene(scene, 128);
  [ball, cup] = (await renderMasks(scene, 128)).map(({ visible }) => visible);
  first = await editor.edit({
    picture: image,
    prompt,
    edits: [recolour('ball', 'green')],
    masks: [ball],
    settings,
    inversion: 'null-text',
    saveInversion: true,
  });
});

/** Another edit on the inversion of the first. */
const again = (request: Partial<EditRequest>) =>
  editor.edit({
    picture: image,
    edits: [recolour('ball', 'green')],
    masks: [ball],
    inverted: first.inversion!,
    settings: { lossWeights: {} },
    ...request,
  });

/** The saved inversion with something else in its facts. */
function changed(facts: object): Uint8Array {
  const file = decodeInversion(first.inversion!, TEXT);
  return encodeInversion({ ...file, facts: { ...file.facts, ...facts } }, TEXT);
}

describe('editing on a saved inversion', () => {
  it('does the same as on its own, and inverts nothing', async () => {
    const stages = new Set<string>();
    const second = await again({ onProgress: ({ stage }) => stages.add(stage) });
    expect(second.picture).toEqual(first.picture);
    expect(second.config).toEqual(first.config);
    expect(stages).not.toContain('invert');
  });

  it('makes another edit of the same picture', async () => {
    const second = await again({ edits: [recolour('cup', 'yellow')], masks: [cup] });
    expect(second.prompts.source).toBe(prompt);
    expect(second.metrics.reconstructionPsnr).toBe(first.metrics.reconstructionPsnr);
    expect(second.picture).not.toEqual(first.picture);
  });

  it('of a thing that its prompt does not name is made again, and says so', async () => {
    const saved = await editor.edit({
      picture: image,
      edits: [recolour('ball', 'green')],
      masks: [ball],
      settings,
      saveInversion: true,
    });
    expect(saved.prompts.source).toBe('a ball');
    expect(saved.inversionUnused).toBeUndefined();
    const second = { picture: image, edits: [recolour('cup', 'yellow')], masks: [cup] };
    const stages = new Set<string>();
    const made = await editor.edit({
      ...second,
      inverted: saved.inversion!,
      settings: { lossWeights: {} },
      onProgress: ({ stage }) => stages.add(stage),
    });
    expect(stages).toContain('invert');
    expect(made.inversionUnused).toMatch(/"a ball", which does not name "cup".*"a ball and a cup"/);
    expect(made.config.settings.steps).toBe(settings.steps);
    expect(made.picture).toEqual((await editor.edit({ ...second, settings })).picture);
  });

  it('says how near the reconstruction comes to what the autoencoder can do', () => {
    const { reconstructionPsnr, autoencoderPsnr, inversionPsnr } = first.metrics;
    expect(reconstructionPsnr).toBeLessThan(autoencoderPsnr);
    expect(inversionPsnr).toBeGreaterThan(reconstructionPsnr - 3);
  });

  it.each([
    ['inversion-picture', () => ({ picture: { ...image, data: image.data.toReversed() } })],
    ['inversion-pack', () => ({ inverted: changed({ models: 'others' }) })],
    ['inversion-settings', () => ({ prompt: 'a ball and a cup' })],
    ['inversion-settings', () => ({ settings: { steps: 4 } })],
    ['inversion-settings', () => ({ inversion: 'direct' as const })],
    ['inversion-settings', () => ({ settings: { guidanceScale: 9 } })],
    ['inversion-region', () => ({ inverted: changed({ region: { left: 64, top: 0, side: 64 } }) })],
    ['inversion-unreadable', () => ({ inverted: first.inversion!.subarray(0, 4000) })],
    ['word-not-in-prompt', () => ({ edits: [recolour('hat', 'green')], prompt })],
  ])('%s', async (code, request) => {
    await expect(again(request())).rejects.toMatchObject({ code });
  });
});
