import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { FIRST_HELD_OUT_SEED, renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Mask, Picture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskIou } from './masks/distinct.js';
import { readSegmenterModels } from './pack.js';
import { Segmenter } from './segmenter.js';

const pack = dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));
const SIZE = 256;

const scene: Scene = {
  seed: FIRST_HELD_OUT_SEED + 77,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', color: 'blue', x: 34, y: 112, size: 68 },
    { id: 2, noun: 'ball', color: 'red', x: 104, y: 119, size: 30 },
  ],
};

/** Two squares side by side: the background alone, then the scene. */
async function widePicture(): Promise<Picture> {
  const parts = [await renderScene({ ...scene, objects: [] }, SIZE), await renderScene(scene, SIZE)];
  const row = SIZE * 4;
  const data = new Uint8Array(2 * SIZE * row);
  for (let y = 0; y < SIZE; y++) {
    for (const [i, part] of parts.entries())
      data.set(part.data.subarray(y * row, (y + 1) * row), (2 * y + i) * row);
  }
  return { width: 2 * SIZE, height: SIZE, data };
}

/** A mask of the scene as one of the wide picture. */
function moved({ data }: Mask): Mask {
  const wide = new Uint8Array(2 * SIZE * SIZE);
  for (let y = 0; y < SIZE; y++) wide.set(data.subarray(y * SIZE, (y + 1) * SIZE), (2 * y + 1) * SIZE);
  return { width: 2 * SIZE, height: SIZE, data: wide };
}

describe('of a wide picture', () => {
  let segmenter: Segmenter;
  let picture: Picture;
  let truth: Mask[];
  beforeAll(async () => {
    const looks = [['red', 'blue', 'green']];
    segmenter = await Segmenter.load({ ...(await readSegmenterModels(pack)), looks });
    picture = await widePicture();
    truth = (await renderMasks(scene, SIZE)).map(({ visible }) => moved(visible));
  });
  afterAll(() => segmenter.close());

  it('things are found with their looks, where they are', async () => {
    const { phrases } = await segmenter.segment(picture, ['cat', 'ball']);
    const found = phrases.map(({ instances }) => instances);
    expect(found.map(([first]) => first?.looks)).toEqual([['blue'], ['red']]);
    for (const [i, [first]] of found.entries()) expect(maskIou(first!.mask, truth[i]!)).toBeGreaterThan(0.7);
  });

  it('what stands out is found without a word, where it is looked for', async () => {
    const data = new Uint8Array(2 * SIZE * SIZE);
    for (let y = 60; y < 250; y++) data.fill(255, (2 * y + 1) * SIZE + 10, (2 * y + 1) * SIZE + 250);
    const segments = await segmenter.segments(picture, { width: 2 * SIZE, height: SIZE, data });
    for (const thing of truth)
      expect(Math.max(0, ...segments.map(({ mask }) => maskIou(mask, thing)))).toBeGreaterThan(0.85);
  });
});
