// Removal, another background and new things with the embedded pack, through the front door.

import { captions, renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import { openEditor, type PictureEditor } from '@dualedit/editor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from './testing/scene.js';

const SIZE = 256;
const scene: Scene = {
  seed: 8,
  background: 'beach',
  objects: [
    { id: 1, noun: 'cat', x: 74, y: 116, size: 78 },
    { id: 2, noun: 'hat', color: 'blue', x: 74, y: 68, size: 54, wornBy: 1 },
  ],
};

let editor: PictureEditor;
let sample: Sample;
beforeAll(async () => {
  editor = await openEditor({ device: 'cpu' });
  const [cat, hat] = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
  const picture = await renderScene(scene, SIZE);
  sample = { picture, prompt: captions(scene)[0]!, masks: { cat: cat!, hat: hat! } };
});
afterAll(() => editor.close());

const changedIn = (after: Uint8Array, mask: Uint8Array) => {
  let [all, changed] = [0, 0];
  mask.forEach((value, i) => {
    if (value <= 127) return;
    all++;
    const isOther = [0, 1, 2].some((c) => Math.abs(after[i * 4 + c]! - sample.picture.data[i * 4 + c]!) > 16);
    if (isOther) changed++;
  });
  return changed / all;
};

describe('changes that name no new thing', () => {
  it('remove a hat, and leave the cat', async () => {
    const { command, picture, checks, prompts } = await editor.edit(sample.picture, 'remove the hat');
    expect(command).toBe('hat→nothing');
    expect(checks).toMatchObject({ passed: true, edits: [{ kind: 'removal', outcome: 'came-out' }] });
    expect(prompts.target).not.toContain('hat');
    expect(changedIn(picture.data, sample.masks.hat!.data)).toBeGreaterThan(0.5);
  });

  it('remove a cat with its hat', async () => {
    const { checks, picture } = await editor.edit(sample.picture, 'cat→nothing');
    expect(checks.edits).toMatchObject([{ outcome: 'came-out', with: ['hat'] }]);
    expect(changedIn(picture.data, sample.masks.hat!.data)).toBeGreaterThan(0.5);
  });

  it('replace the background behind what stays', async () => {
    const { picture, checks, unnamed } = await editor.edit(sample.picture, 'change the background to snow');
    expect(checks).toMatchObject({ passed: true, edits: [{ kind: 'background' }] });
    expect(unnamed.map(({ name }) => name).sort()).toEqual(['cat', 'hat']);
    expect(changedIn(picture.data, sample.masks.cat!.data)).toBeLessThan(0.03);
    expect(changedIn(picture.data, sample.masks.hat!.data)).toBeLessThan(0.05);
  });
});

describe('another background', () => {
  it('of another brightness comes out: the noisiest latent still tells day from night', async () => {
    const { checks } = await editor.edit(sample.picture, 'change the background to night');
    expect(checks).toMatchObject({ passed: true, edits: [{ kind: 'background', outcome: 'came-out' }] });
  });
});

describe('something new', () => {
  it('is drawn in its region', async () => {
    const regions = [{ left: 4, top: Math.floor(sample.picture.height / 2), width: 40, height: 40 }];
    const result = await editor.edit(sample.picture, 'add a red ball', { regions, settings: { steps: 4 } });
    expect(result.command).toBe('+ red ball');
    const { data } = result.picture;
    const { width } = sample.picture;
    data.forEach((value, i) => {
      const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
      const [box] = regions;
      const isNear = x < box!.left + box!.width + 8 && y > box!.top - 8;
      if (!isNear) expect(value).toBe(sample.picture.data[i]);
    });
  });

  it('needs a region, and says how one is given', async () => {
    await expect(editor.edit(sample.picture, 'add a hat to the cat')).rejects.toMatchObject({
      code: 'command-needs-place',
    });
    const [insertion] = (await import('@dualedit/commands')).parseCommand('+ hat', { region: true });
    await expect(editor.edit(sample.picture, [insertion!])).rejects.toMatchObject({
      code: 'region-missing',
      hint: expect.stringContaining('--region'),
    });
  });
});

it('makes several kinds of change in one edit', async () => {
  const { command, checks, prompts } = await editor.edit(
    sample.picture,
    'cat→dog, remove the hat, background→snow',
    { settings: { steps: 4, innerIterations: 1 }, retry: false },
  );
  expect(command).toBe('cat→dog, hat→nothing, background→snow');
  expect(prompts.target).toMatch(/^a dog.* in the snow$/);
  expect(checks.edits.map(({ kind }) => kind)).toEqual(['object', 'removal', 'background']);
});
