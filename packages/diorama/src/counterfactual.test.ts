import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply-edits.js';
import { pictureSvg } from './document.js';
import { COLOR_HEX } from './draw/drawings.js';
import { PLACES } from './ground/grounds.js';
import { objectPhrase } from './phrase.js';
import { random } from './random.js';
import { renderMasks, renderScene } from './render.js';
import type { Scene } from './scene.js';
import { sceneFromSeed } from './scene-from-seed.js';
import { intersectionOverUnion } from './testing.js';
import { COLORS, vocabulary } from './vocabulary.js';

const best = { type: 'best' } as const;

const SIZE = 128;

/** Everything an edit may touch: where the object and its shadow, before or after, are not wholly transparent. */
async function mayChange(before: Scene, after: Scene, k: number): Promise<Uint8Array> {
  const allowed = new Uint8Array(SIZE * SIZE);
  for (const scene of [before, after]) {
    const ground = PLACES[scene.background].ground(random(scene.seed, 'ground'));
    const alone = pictureSvg({ ...scene, objects: [scene.objects[k]!] }, SIZE);
    expect(alone).toContain(ground);
    const alpha = await sharp(Buffer.from(alone.replace(ground, '')))
      .ensureAlpha()
      .extractChannel(3)
      .raw()
      .toBuffer();
    for (const [at, value] of alpha.entries()) allowed[at]! |= value;
  }
  return allowed;
}

describe('the counterfactual picture', () => {
  const anyEdit = fc.record({
    seed: fc.integer({ min: 900_000_000, max: 900_001_000 }),
    at: fc.nat(6),
    target: fc.constantFrom(...vocabulary().nouns, ...COLORS, ...vocabulary().materials, 'red dotted fox'),
  });

  test('changes nothing outside the edited object and its shadow, and something inside', async () => {
    await fc.assert(
      fc.asyncProperty(anyEdit, async ({ seed, at, target }) => {
        const before = sceneFromSeed(seed);
        const k = at % before.objects.length;
        const object = before.objects[k]!;
        fc.pre(!objectPhrase(object).split(' ').includes(target));
        const after = applyEdits(before, [{ source: objectPhrase(object), target, which: best }]);
        const [a, b] = [await renderScene(before, SIZE), await renderScene(after, SIZE)];
        const allowed = await mayChange(before, after, k);
        const changed = allowed.map((_, i) =>
          Number([0, 1, 2].some((c) => a.data[4 * i + c] !== b.data[4 * i + c])),
        );
        expect(changed.filter((value, i) => value === 1 && allowed[i] === 0).length).toBe(0);
        expect(changed.filter((value) => value === 1).length).toBeGreaterThan(20);
      }),
      { numRuns: 60, examples: [[{ seed: 900_000_991, at: 0, target: 'cat' }]] },
    );
  });

  test('moves the colour inside the mask to the one that was named, and keeps the mask', async () => {
    const scene: Scene = {
      seed: 5,
      background: 'grass',
      objects: [{ id: 1, noun: 'hat', color: 'red', material: 'dotted', x: 64, y: 100, size: 60 }],
    };
    for (const color of COLORS) {
      const after = applyEdits(scene, [{ source: 'dotted hat', target: `${color} hat`, which: best }]);
      const [before, [masks]] = [await renderMasks(scene, SIZE), await renderMasks(after, SIZE)];
      expect(intersectionOverUnion(before[0]!.visible.data, masks!.visible.data)).toBe(1);
      const { data } = await renderScene(after, SIZE);
      const mean = [0, 1, 2].map((c) => meanInside(data, masks!.visible.data, c));
      const nearest = [...COLORS].sort((a, b) => hueDistance(mean, a) - hueDistance(mean, b))[0];
      expect(nearest).toBe(color);
    }
  });
});

function meanInside(rgba: Uint8Array, mask: Uint8Array, channel: number): number {
  const inside = [...mask.keys()].filter((i) => mask[i] === 255);
  return inside.reduce((sum, i) => sum + rgba[4 * i + channel]!, 0) / inside.length;
}

/** Between the directions of two colours, their brightness aside: shading darkens the mean. */
function hueDistance(mean: number[], color: (typeof COLORS)[number]): number {
  const hex = [1, 3, 5].map((at) => Number.parseInt(COLOR_HEX[color].slice(at, at + 2), 16));
  const length = (v: number[]) => Math.hypot(...v);
  return -mean.reduce((sum, value, c) => sum + value * hex[c]!, 0) / (length(mean) * length(hex));
}
