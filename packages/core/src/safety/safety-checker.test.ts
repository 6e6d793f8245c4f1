import { fileURLToPath } from 'node:url';
import type { Edit, Mask, Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { loadEditor } from '../local-editor.js';
import { openGolden } from '../testing/golden.js';
import { packWith } from '../testing/pack-with.js';
import { type PlainColor, plainPicture } from '../testing/plain-picture.js';
import { hasSafetyChecker, SafetyChecker } from './safety-checker.js';

const FIXTURES = fileURLToPath(new URL('./__fixtures__', import.meta.url));
const PARTS = ['safety_checker', 'feature_extractor'] as const;

it('flags what diffusers’ own checker flags', async () => {
  const checker = await SafetyChecker.open(FIXTURES);
  const { flags } = openGolden(FIXTURES).facts as { flags: Record<string, boolean> };
  expect(new Set(Object.values(flags)).size).toBe(2);
  for (const [picture, flagged] of Object.entries(flags)) {
    const [color, place] = picture.split(' ') as [PlainColor, 'left' | 'right'];
    expect(await checker.flags(plainPicture(color, place)), picture).toBe(flagged);
  }
  await checker.release();
});

const ball: Edit = {
  ...{ source: 'ball', target: 'blue', kind: 'attribute' },
  ...{ which: { type: 'best' }, strength: 1, span: [0, 9] },
};

/** A small square in the middle. */
function middle({ width, height }: Picture): Mask {
  const data = new Uint8Array(width * height);
  for (let y = height / 2 - 8; y < height / 2 + 8; y++)
    data.fill(255, y * width + width / 2 - 8, y * width + width / 2 + 8);
  return { width, height, data };
}

/** An edit of the middle of a plain picture, with previews. */
async function edit(pack: string, color: PlainColor, safetyCheck: boolean) {
  const editor = await loadEditor({ pack, safetyCheck, device: 'cpu' });
  const image = plainPicture(color, 'left', 128, 128);
  const previews: Picture[] = [];
  try {
    const { picture } = await editor.edit({
      ...{ image, edits: [ball], masks: [middle(image)], settings: { steps: 2 }, previewEvery: 1 },
      onProgress: ({ preview }) => preview && previews.push(preview),
    });
    return { picture, previews };
  } finally {
    await editor.close();
  }
}

describe('an edit by a pack with a safety checker', () => {
  it('is withheld where the result is flagged, previews too, and says so', async () => {
    const pack = packWith(PARTS);
    expect(hasSafetyChecker(pack)).toBe(true);
    const error = await edit(pack, 'red', true).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'result-withheld' });
    expect(error.message).toMatch(/safety checker/);
    expect((await edit(pack, 'red', false)).previews).toHaveLength(1);
  });

  it('is what it is without the check where nothing is flagged', async () => {
    const pack = packWith(PARTS);
    const [checked, unchecked] = [await edit(pack, 'blue', true), await edit(pack, 'blue', false)];
    expect(checked).toEqual(unchecked);
  });

  it('is not begun where there is nothing to check with', async () => {
    await expect(loadEditor({ pack: packWith([]), safetyCheck: true })).rejects.toMatchObject({
      code: 'pack-without-safety-checker',
    });
    await expect(loadEditor({ pack: packWith(['safety_checker']), safetyCheck: true })).rejects.toMatchObject(
      {
        code: 'pack-incomplete',
        message: expect.stringContaining('preprocessor_config.json'),
      },
    );
  });
});
