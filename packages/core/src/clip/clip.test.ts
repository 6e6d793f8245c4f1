import { join } from 'node:path';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed } from '@dualedit/diorama';
import type { Picture } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { openGolden, relativeError } from '../testing/golden.js';
import { Clip, hasClip, product } from './clip.js';
import { nameBackground } from './name-background.js';

const clip = await Clip.open(defaultPackFolder());
afterAll(() => clip.release());

/** The golden picture has each of its pixels so often, in both directions. */
const TIMES = 4;
const unit = (vector: Float32Array) => vector.map((value) => value / Math.hypot(...vector));

describe('the embedded CLIP', () => {
  const { array, facts } = openGolden(join(defaultPackFolder(), 'golden'));

  it('is where it is looked for', () => {
    expect(hasClip(defaultPackFolder())).toBe(true);
    expect(hasClip(join(defaultPackFolder(), 'unet'))).toBe(false);
  });

  it('embeds texts as PyTorch does, also several at once and again', async () => {
    const expected = array(facts.clip.text_embeds);
    for (const texts of [facts.clip.texts, [...facts.clip.texts].reverse()]) {
      const embeddings = await clip.embedTexts(texts);
      texts.forEach((text: string, index: number) => {
        const row = facts.clip.texts.indexOf(text);
        expect(
          relativeError(embeddings[index]!, unit(expected.slice(row * 128, row * 128 + 128))),
        ).toBeLessThan(1e-3);
      });
    }
  });

  it('embeds a picture as PyTorch does, from its bytes on', async () => {
    const planes = array(facts.autoencoder.sample);
    const side = Math.sqrt(planes.length / 3);
    const width = side * TIMES;
    const picture: Picture = { width, height: width, data: new Uint8Array(4 * width * width) };
    for (let i = 0; i < picture.data.length; i++) {
      const [pixel, channel] = [i >> 2, i & 3];
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const at = Math.floor(y / TIMES) * side + Math.floor(x / TIMES);
      picture.data[i] = channel === 3 ? 255 : Math.round((planes[channel * side * side + at]! + 1) * 127.5);
    }
    const embedding = await clip.embedPicture(picture);
    // Bytes hold the golden planes to half a level.
    expect(product(embedding, unit(array(facts.clip.image_embeds)))).toBeGreaterThan(0.99);
  });
});

describe('nameBackground', () => {
  const words = openPack(defaultPackFolder()).then((pack) => pack.words!);

  it('names the place of scenes, or none', async () => {
    let right = 0;
    for (let seed = FIRST_HELD_OUT_SEED; seed < FIRST_HELD_OUT_SEED + 40; seed++) {
      const scene = sceneFromSeed(seed, { world: 'full' });
      const named = await nameBackground(clip, await renderScene(scene, 128), await words);
      if (named) expect(named.background, `scene ${seed}`).toBe(scene.background);
      if (named) right++;
    }
    expect(right).toBeGreaterThan(35);
  });

  it('says it as captions do', async () => {
    const scene = { ...sceneFromSeed(2, { world: 'full' }), background: 'room' as const };
    const picture = await renderScene(scene, 128);
    const all = await words;
    expect(await nameBackground(clip, picture, all)).toMatchObject({
      background: 'room',
      phrase: 'in a room',
    });
    expect(await nameBackground(clip, picture, { ...all, backgrounds: [] })).toBeUndefined();
  });
});
