import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captions } from './captions.js';
import { checkScene } from './check.js';
import { objectPhrase } from './phrase.js';
import { renderMasks, renderScene } from './render.js';
import { type Level, sceneFromSeed } from './scene-from-seed.js';
import { vocabulary, WEARABLES, type World } from './vocabulary.js';

const anySeed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const anyWorld = fc.constantFrom<World>('starter', 'full');
const anyLevel = fc.constantFrom<Level>(0, 1, 2, 3, 4);
const filledLevel = fc.constantFrom<Level>(1, 2, 3, 4);

describe('sceneFromSeed', () => {
  test('is a function of its arguments, and its scenes are plain data', () => {
    fc.assert(
      fc.property(anySeed, anyWorld, anyLevel, (seed, world, level) => {
        const scene = sceneFromSeed(seed, { world, level });
        expect(sceneFromSeed(seed, { world, level })).toEqual(scene);
        expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
      }),
    );
  });

  test('does not drift: a model is trained on the scenes of these seeds', () => {
    expect(sceneFromSeed(1_000_000, { world: 'starter', level: 3 })).toMatchSnapshot();
    expect(sceneFromSeed(900_000_000, { level: 3 })).toMatchSnapshot();
  });

  test('draws valid scenes of its world, in depth order, each noun once up to level 3', () => {
    fc.assert(
      fc.property(anySeed, anyWorld, anyLevel, (seed, world, level) => {
        const scene = sceneFromSeed(seed, { world, level });
        const known = vocabulary(world);
        checkScene(scene);
        expect(known.backgrounds).toContain(scene.background);
        const nouns = scene.objects.map(({ noun }) => noun);
        if (level < 4) expect(new Set(nouns).size).toBe(nouns.length);
        for (const { noun, color, material } of scene.objects) {
          expect(known.nouns).toContain(noun);
          if (color) expect(known.colors).toContain(color);
          if (material) expect(known.materials).toContain(material);
        }
        const feet = scene.objects.filter(({ wornBy }) => wornBy === undefined).map(({ y }) => y);
        expect([...feet].sort((a, b) => a - b)).toEqual(feet);
        if (world === 'starter' && level < 4) expect(scene.objects.length).toBeLessThanOrEqual(3);
        if (level < 2) expect(scene.objects.length).toBe(level);
      }),
    );
  });

  test('draws animals, trees and apples striped or dotted in their own color too', () => {
    const natural = Array.from({ length: 600 }, (_, seed) => sceneFromSeed(seed))
      .flatMap(({ objects }) => objects)
      .filter(({ color, material }) => !color && (material === 'striped' || material === 'dotted'));
    const nouns = new Set(natural.map(({ noun }) => noun));
    expect(nouns).toContain('cat');
    expect(nouns).toContain('tree');
    expect(nouns).not.toContain('cup');
    expect(nouns).not.toContain('hat');
  });

  test('draws crowds of three to six, twins, and three sizes of a kind, that captions tell apart', () => {
    const scenes = Array.from({ length: 600 }, (_, seed) => sceneFromSeed(seed, { level: 4 }));
    const seen = { rows: 0, twins: 0, sizes: 0 };
    for (const { objects } of scenes) {
      const standing = objects.filter(({ wornBy }) => wornBy === undefined);
      expect(standing.length).toBeGreaterThanOrEqual(2);
      expect(standing.length).toBeLessThanOrEqual(6);
      expect(new Set(objects.map(objectPhrase)).size, JSON.stringify(objects)).toBe(objects.length);
      const kinds = new Map<string, number[]>();
      for (const { noun, size } of standing) kinds.set(noun, [...(kinds.get(noun) ?? []), size]);
      const alike = [...kinds.values()].find((sizes) => sizes.length > 1);
      if (alike === undefined) seen.rows++;
      else if (alike.length === 2) seen.twins++;
      else {
        seen.sizes++;
        const [small, middle, large] = alike.sort((a, b) => a - b) as [number, number, number];
        expect(middle / small).toBeGreaterThan(1.25);
        expect(large / middle).toBeGreaterThan(1.25);
      }
      if (alike === undefined) expect(standing.length).toBeGreaterThanOrEqual(3);
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(60);
  });

  test('leaves starter animals alone and poses those of the full world in every way', () => {
    const poses = (world: World) => {
      const scenes = Array.from({ length: 200 }, (_, seed) => sceneFromSeed(seed, { world }));
      const animals = scenes.flatMap(({ objects }) =>
        objects.filter(({ noun }) => vocabulary(world).animals.includes(noun as never)),
      );
      return new Set(animals.map(({ facing, tail }) => `${facing} ${tail}`));
    };
    expect(poses('starter')).toEqual(new Set(['undefined undefined']));
    expect(poses('full').size).toBe(6);
  });

  test('draws every noun, colour, material and background of a world', () => {
    for (const world of ['starter', 'full'] as const) {
      const scenes = Array.from({ length: 1500 }, (_, seed) => sceneFromSeed(seed, { world }));
      const objects = scenes.flatMap((scene) => scene.objects);
      const { nouns, colors, materials, backgrounds } = vocabulary(world);
      const seen = (values: (string | undefined)[]) => new Set(values.filter((value) => value !== undefined));
      expect(seen(objects.map(({ noun }) => noun))).toEqual(new Set(nouns));
      expect(seen(objects.map(({ color }) => color))).toEqual(new Set(colors));
      expect(seen(objects.map(({ material }) => material))).toEqual(new Set(materials));
      expect(seen(scenes.map(({ background }) => background))).toEqual(new Set(backgrounds));
      expect(
        objects.some(({ noun, wornBy }) => WEARABLES.includes(noun as never) && wornBy !== undefined),
      ).toBe(true);
    }
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => sceneFromSeed(seed)).toThrow(
      expect.objectContaining({ code: 'scene-seed', received: seed }),
    );
  });

  test('refuses a world and a level that are not there, naming those that are', () => {
    expect(() => sceneFromSeed(1, { world: 'moon' as never })).toThrow(
      expect.objectContaining({ code: 'unknown-world', hint: expect.stringContaining('starter') }),
    );
    expect(() => sceneFromSeed(1, { level: 5 as never })).toThrow(
      expect.objectContaining({ code: 'unknown-level', hint: expect.stringContaining('1, 2, 3, 4') }),
    );
  });
});

describe('a scene made by hand', () => {
  const object = { id: 1, noun: 'cat', x: 64, y: 110, size: 80 } as const;
  const draw = (change: object) =>
    renderScene({ seed: 1, background: 'grass', objects: [{ ...object, ...change }] }, 64);

  test.each([
    [{ noun: 'dragon' }, 'unknown-noun', 'rabbit'],
    [{ color: 'mauve' }, 'unknown-color', 'purple'],
    [{ material: 'furry' }, 'unknown-material', 'dotted'],
    [{ wornBy: 7 }, 'scene-object', '7'],
    [{ size: 0 }, 'scene-object', 'size'],
    [{ x: Number.NaN }, 'scene-object', 'finite'],
  ])('is refused with %o', async (change, code, named) => {
    await expect(draw(change)).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
  });

  test('is refused with two objects of one id, an unknown background, or a size that cannot be drawn', async () => {
    const scene = sceneFromSeed(3, { level: 1 });
    const twice = { ...scene, objects: [object, object] };
    await expect(renderMasks(twice, 64)).rejects.toMatchObject({ code: 'scene-object' });
    const nowhere = { ...scene, background: 'moon' as never };
    await expect(renderScene(nowhere, 64)).rejects.toMatchObject({ code: 'unknown-background' });
    for (const size of [0, 15, 128.5, 4096]) {
      await expect(renderScene(scene, size)).rejects.toMatchObject({ code: 'scene-size', received: size });
      await expect(renderMasks(scene, size)).rejects.toMatchObject({ code: 'scene-size' });
    }
  });
});

describe('captions', () => {
  test('name every object with all of its properties, in three to six phrasings', () => {
    fc.assert(
      fc.property(anySeed, anyWorld, filledLevel, (seed, world, level) => {
        const scene = sceneFromSeed(seed, { world, level });
        const phrasings = captions(scene);
        expect(phrasings.length).toBeGreaterThanOrEqual(3);
        expect(phrasings.length).toBeLessThanOrEqual(6);
        expect(new Set(phrasings).size).toBe(phrasings.length);
        for (const caption of phrasings)
          for (const object of scene.objects) expect(` ${caption} `).toContain(` ${objectPhrase(object)} `);
      }),
    );
  });

  test('say where an empty scene is, and nothing more', () => {
    expect(captions({ seed: 1, background: 'room', objects: [] })).toEqual(['in a room', 'on the floor']);
  });

  test('are short enough for an embedded text encoder of 32 tokens in nearly all crowds', () => {
    const lengths = Array.from({ length: 1000 }, (_, seed) =>
      captions(sceneFromSeed(seed, { level: 4 })).map((caption) => caption.split(' ').length),
    ).flat();
    expect(lengths.filter((words) => words > 30).length / lengths.length).toBeLessThan(0.03);
  });

  test('are written in exactly the words of the vocabulary', () => {
    for (const world of ['starter', 'full'] as const) {
      const written = Array.from({ length: 3000 }, (_, seed) =>
        captions(sceneFromSeed(seed, { world })).join(' '),
      );
      expect([...new Set(written.join(' ').split(' '))].sort()).toEqual(vocabulary(world).words);
    }
  });

  test('say who wears what, and who stands before whom', () => {
    const hat = { id: 2, noun: 'hat', color: 'red', x: 40, y: 60, size: 40, wornBy: 1 } as const;
    const cat = { id: 1, noun: 'cat', x: 40, y: 110, size: 70 } as const;
    const apple = { id: 3, noun: 'apple', color: 'orange', x: 100, y: 115, size: 30 } as const;
    const scene = { seed: 0, background: 'grass', objects: [cat, hat, apple] } as const;
    expect(captions({ ...scene, objects: [...scene.objects] })[0]).toBe(
      'a cat wearing a red hat next to an orange apple on the grass',
    );
    expect(captions({ ...scene, objects: [cat, hat, { ...apple, x: 50 }] })[0]).toBe(
      'a cat wearing a red hat behind an orange apple on the grass',
    );
  });
});
