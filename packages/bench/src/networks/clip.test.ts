// The embedded pack's own CLIP.
import { join } from 'node:path';
import { defaultPackFolder } from '@dualedit/core';
import { captions, renderScene, type Scene } from '@dualedit/diorama';
import type { Picture } from '@dualedit/foundation';
import { beforeAll, describe, expect, it } from 'vitest';
import { dot, structureDistance } from '../metrics/structure.js';
import { type Clip, openClip } from './clip.js';

const scene = (noun: 'cat' | 'dog' | 'ball', color?: 'red' | 'blue'): Scene => ({
  seed: 900_000_060,
  background: 'grass',
  objects: [{ id: 1, noun, x: 64, y: 115, size: 80, ...(color ? { color } : {}) }],
});

let clip: Clip;
let pictures: Picture[];
const scenes = [scene('cat'), scene('dog'), scene('ball', 'red'), scene('ball', 'blue')];
beforeAll(async () => {
  clip = await openClip(join(defaultPackFolder(), 'clip'), 'CLIP of the pack');
  pictures = await Promise.all(scenes.map((one) => renderScene(one, 128)));
});

describe('CLIP', () => {
  it('gives embeddings of unit length, the same each time', async () => {
    const [first, again] = [await clip.picture(pictures[0]!), await clip.picture(pictures[0]!)];
    expect(dot(first.embedding, first.embedding)).toBeCloseTo(1, 5);
    expect(again).toEqual(first);
    const text = await clip.text('a cat on the grass');
    expect(dot(text, text)).toBeCloseTo(1, 5);
  });

  it('finds each picture nearest to its own caption', async () => {
    const texts = await Promise.all(scenes.map((one) => clip.text(captions(one)[0]!)));
    for (const [at, picture] of pictures.entries()) {
      const { embedding } = await clip.picture(picture);
      const cosines = texts.map((text) => dot(embedding, text));
      expect(cosines.indexOf(Math.max(...cosines))).toBe(at);
      expect(Math.max(...cosines)).toBeLessThanOrEqual(1);
    }
  });

  it('sees more structure change when an animal becomes a ball than when a ball is recoloured', async () => {
    const keys = await Promise.all(pictures.map(async (picture) => (await clip.picture(picture)).keys));
    const [cat, , red, blue] = keys as [Float32Array[], Float32Array[], Float32Array[], Float32Array[]];
    expect(structureDistance(cat, cat)).toBe(0);
    expect(structureDistance(red, blue)).toBeGreaterThan(0);
    expect(structureDistance(cat, red)).toBeGreaterThan(structureDistance(blue, red));
  });
});
