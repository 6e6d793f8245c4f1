import { maskBox } from '@dualedit/foundation';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pictureSvg } from './document.js';
import { renderInstances, renderMasks, renderRgb, renderScene } from './render.js';
import type { Scene } from './scene.js';
import { sceneFromSeed } from './scene-from-seed.js';
import { intersectionOverUnion, png } from './testing.js';
import { vocabulary } from './vocabulary.js';

/** A stand-in wearer: what is worn casts no shadow on the ground, and shadows are no part of a mask. */
const withoutShadows = (scene: Scene): Scene => ({
  ...scene,
  objects: scene.objects.map((object) => ({ ...object, wornBy: 0 })),
});

async function crispPicture(scene: Scene, size: number): Promise<Uint8Array> {
  return sharp(Buffer.from(pictureSvg(withoutShadows(scene), size, { crisp: true })))
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** Where two pictures differ, by drawing them: knows nothing of silhouettes. */
async function difference(a: Scene, b: Scene, size: number): Promise<Uint8Array> {
  const [left, right] = [await crispPicture(a, size), await crispPicture(b, size)];
  return Uint8Array.from({ length: size * size }, (_, i) =>
    [0, 1, 2].some((c) => left[3 * i + c] !== right[3 * i + c]) ? 255 : 0,
  );
}

const only = (scene: Scene, k: number): Scene => ({ ...scene, objects: scene.objects.slice(k, k + 1) });
const none = (scene: Scene): Scene => ({ ...scene, objects: [] });
const from = (scene: Scene, k: number): Scene => ({ ...scene, objects: scene.objects.slice(k) });

describe('the picture', () => {
  test('is byte-identical for the same seed, however busy the machine is', async () => {
    const first = await png(sceneFromSeed(42), 128);
    const again = await Promise.all(Array.from({ length: 12 }, () => png(sceneFromSeed(42), 128)));
    for (const bytes of again) expect(bytes).toEqual(first);
  });

  test('differs between seeds', async () => {
    const pictures = await Promise.all(Array.from({ length: 30 }, (_, seed) => png(sceneFromSeed(seed), 32)));
    expect(new Set(pictures.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(30);
  });

  test('is opaque RGBA of the size that was asked for', async () => {
    const { width, height, data } = await renderScene(sceneFromSeed(1), 200);
    expect([width, height, data.length]).toEqual([200, 200, 160_000]);
    expect(data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  test('for bulk work has the same pixels', async () => {
    const { data } = await renderScene(sceneFromSeed(9), 64);
    const rgb = await renderRgb(sceneFromSeed(9), 64);
    expect(rgb).toEqual(Buffer.from(data.filter((_, i) => i % 4 !== 3)));
  });
});

describe('masks', () => {
  test('of every noun agree with a difference render to 99.5 % IoU', async () => {
    for (const noun of vocabulary().nouns) {
      const object = { id: 1, noun, color: 'purple' as const, x: 64, y: 84, size: 60 };
      const scene: Scene = { seed: 3, background: 'desert', objects: [object] };
      const [masks] = await renderMasks(scene, 384);
      const truth = await difference(scene, none(scene), 384);
      expect(intersectionOverUnion(masks!.whole.data, truth), noun).toBeGreaterThanOrEqual(0.995);
    }
  });

  test('of an animal that looks to a side with its tail on the left agree with a difference render', async () => {
    for (const noun of vocabulary().animals) {
      for (const facing of ['left', 'right'] as const) {
        const object = { id: 1, noun, facing, tail: 'left', x: 64, y: 110, size: 80 } as const;
        const scene: Scene = { seed: 3, background: 'desert', objects: [object] };
        const [masks] = await renderMasks(scene, 256);
        const truth = await difference(scene, none(scene), 256);
        expect(intersectionOverUnion(masks!.whole.data, truth), noun).toBeGreaterThanOrEqual(0.995);
      }
    }
  });

  test('of crowded scenes agree with difference renders, whole and visible', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const scene = sceneFromSeed(seed, { level: seed % 2 === 0 ? 3 : 4 });
      const masks = await renderMasks(scene, 256);
      const alone = await Promise.all(masks.map((_, k) => difference(only(scene, k), none(scene), 256)));
      for (const [k, { visible, whole }] of masks.entries()) {
        // What stands behind has no say in what is seen of an object, and may by chance have its colour.
        const seen = await difference(from(scene, k), from(scene, k + 1), 256);
        // Tinted glass lets through what it covers, but belongs to the glasses.
        const front = alone.slice(k + 1);
        const owned = seen.map((value, i) => (front.some((mask) => mask[i] === 255) ? 0 : value));
        const name = `seed ${seed}, ${scene.objects[k]!.noun}`;
        expect(intersectionOverUnion(whole.data, alone[k]!), `${name} whole`).toBeGreaterThanOrEqual(0.995);
        expect(intersectionOverUnion(visible.data, owned), `${name} visible`).toBeGreaterThanOrEqual(0.995);
      }
    }
  });

  test('follow the depth order where animals overlap', async () => {
    const cat = { id: 1, noun: 'cat', x: 50, y: 112, size: 80 } as const;
    const dog = { id: 2, noun: 'dog', x: 78, y: 118, size: 80 } as const;
    for (const objects of [
      [cat, dog],
      [dog, cat],
    ]) {
      const [rear, front] = await renderMasks({ seed: 0, background: 'grass', objects }, 128);
      expect(front!.visible.data).toEqual(front!.whole.data);
      const uncovered = rear!.whole.data.map((value, i) => (front!.whole.data[i] === 255 ? 0 : value));
      expect(rear!.visible.data).toEqual(uncovered);
      expect(uncovered).not.toEqual(rear!.whole.data);
    }
  });

  test('of all animals nearly coincide', async () => {
    const masks = await Promise.all(
      vocabulary().animals.map(async (noun) => {
        const objects = [{ id: 1, noun, x: 64, y: 116, size: 84 }];
        return (await renderMasks({ seed: 0, background: 'snow', objects }, 128))[0]!.whole.data;
      }),
    );
    for (const mask of masks) expect(intersectionOverUnion(mask, masks[0]!)).toBeGreaterThan(0.72);
  });

  test('are large enough to be edited at 128 px in the starter world', async () => {
    for (let seed = 0; seed < 100; seed++) {
      const scene = sceneFromSeed(seed, { world: 'starter' });
      const map = await renderInstances(scene, 128);
      scene.objects.forEach((object, k) => {
        const data = map.map((value) => (value === k + 1 ? 255 : 0));
        const box = maskBox({ width: 128, height: 128, data })!;
        const name = `seed ${seed}, ${object.noun}`;
        expect(Math.max(box.width, box.height), name).toBeGreaterThanOrEqual(30);
        expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(14);
      });
    }
  });
});
