import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommand } from '@dualedit/commands';
import { type FindRequest, type Mask, type Picture, resizePicture } from '@dualedit/foundation';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasCaptioner } from '../caption/captioner.js';
import { openModel } from '../family/open-model.js';
import { openPack } from '../pack/open-pack.js';
import { hasSafetyChecker } from '../safety/safety-checker.js';
import { chooseDevice } from '../session/device.js';
import { packWith } from '../testing/pack-with.js';
import { type PlainColor, plainPicture } from '../testing/plain-picture.js';
import { loadEditor } from './local-editor.js';
import { OptionalParts } from './optional-parts.js';

const CHECKER = ['safety_checker', 'feature_extractor'] as const;
const edits = parseCommand('light→ball');

/** A square in the middle. */
function middle({ width, height }: Picture, half = 8): Mask {
  const data = new Uint8Array(width * height);
  for (let y = height / 2 - half; y < height / 2 + half; y++)
    data.fill(255, y * width + width / 2 - half, y * width + width / 2 + half);
  return { width, height, data };
}

/** An edit of the middle of a plain picture, with a preview. */
async function edit(pack: string, color: PlainColor) {
  const editor = await loadEditor({ pack, safetyCheck: true, device: 'cpu' });
  const image = plainPicture(color, 'left', 128, 128);
  const previews: Picture[] = [];
  try {
    const done = editor.edit({
      picture: image,
      edits,
      masks: [middle(image)],
      settings: { steps: 4 },
      previewEvery: 1,
      onProgress: ({ preview }) => preview && previews.push(preview),
    });
    return { previews, result: await done.catch((error) => error) };
  } finally {
    await editor.close();
  }
}

describe('an edit by a pack with a safety checker and a captioner', () => {
  const pack = () => packWith([...CHECKER, 'captioner']);

  it('is withheld where the result is flagged, and so is every preview', async () => {
    const { previews, result } = await edit(pack(), 'red');
    expect(result).toMatchObject({
      code: 'result-withheld',
      message: expect.stringMatching(/safety checker/),
    });
    expect(previews).toEqual([]);
  });

  it('is shown where it is not, from a caption for its prompt', async () => {
    const { previews, result } = await edit(pack(), 'blue');
    expect(result.prompts).toEqual({
      source: 'a blue wall with a light',
      target: 'a blue wall with a ball',
    });
    expect(result.config.prompt).toBe(result.prompts.source);
    expect(previews.length).toBeGreaterThan(0);
  });
});

it('says once what a picture shows, for its masks and for the edit in them', async () => {
  const pack = packWith(['captioner']);
  const maskSource = {
    find: async (picture: Picture, { edits }: FindRequest) => ({
      masks: edits.map(() => middle(picture)),
      things: [],
    }),
  };
  const editor = await loadEditor({ pack, maskSource, device: 'cpu' });
  const image = plainPicture('blue', 'left', 128, 128);
  const { masks } = await editor.masks({ picture: image, edits });
  // From here on nothing new can be said.
  rmSync(join(pack, 'captioner'));
  const { prompts } = await editor.edit({ picture: image, edits, masks, settings: { steps: 2 } });
  expect(prompts.source).toBe('a blue wall with a light');
  const another = editor.masks({ picture: plainPicture('green', 'left', 128, 128), edits });
  await expect(another).rejects.toMatchObject({ code: 'pack-incomplete' });
  await editor.close();
});

it('draws new shapes in large pictures by a pack’s upscaler', async () => {
  const editor = await loadEditor({ pack: packWith(['upscaler']), device: 'cpu' });
  onTestFinished(() => editor.close());
  const image = plainPicture('blue', 'left', 500, 500);
  const request = {
    picture: image,
    edits,
    masks: [middle(image, 120)],
    prompt: 'a light',
    settings: { steps: 2 },
  };
  const { picture, details } = await editor.edit({ ...request, retry: false, details: true });
  // One of random weights draws anything but what the model drew.
  const { edited, region } = details!;
  const drawn = await resizePicture(edited, region.side, region.side);
  const at = (250 * 500 + 250) * 4;
  const drawnAt = ((250 - region.top) * region.side + 250 - region.left) * 4;
  const differences = [0, 1, 2].map((c) => Math.abs(picture.data[at + c]! - drawn.data[drawnAt + c]!));
  expect(Math.max(...differences)).toBeGreaterThan(40);
});

it('is not begun where there is nothing to check with', async () => {
  expect(hasSafetyChecker(packWith([]))).toBe(false);
  await expect(loadEditor({ pack: packWith([]), safetyCheck: true })).rejects.toMatchObject({
    code: 'pack-without-safety-checker',
  });
  await expect(loadEditor({ pack: packWith(['safety_checker']), safetyCheck: true })).rejects.toMatchObject({
    code: 'pack-incomplete',
    message: expect.stringContaining('preprocessor_config.json'),
  });
});

describe('a caption is asked for', () => {
  const image = plainPicture('green');

  async function describedBy(pack: string, request: { prompt?: string }, captions?: boolean) {
    const engine = await openModel(await openPack(pack), await chooseDevice('cpu'));
    const parts = new OptionalParts(engine, captions === undefined ? {} : { captions });
    return (await parts.describe({ picture: image, edits, ...request })).prompt;
  }

  it('only where there is a captioner, no prompt, and nobody said otherwise', async () => {
    const pack = packWith(['captioner']);
    expect(hasCaptioner(pack)).toBe(true);
    expect(await describedBy(pack, {})).toBe('a green wall with a light');
    expect(await describedBy(pack, {}, false)).toBeUndefined();
    expect(await describedBy(pack, { prompt: 'my light' })).toBe('my light');
    expect(await describedBy(packWith([]), {})).toBeUndefined();
  });
});
