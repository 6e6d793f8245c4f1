import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply-edits.js';
import { objectPhrase } from './phrase.js';
import type { Scene, SceneObject } from './scene.js';

const best = { type: 'best' } as const;
const phrases = (scene: Scene) => scene.objects.map(objectPhrase);

const cat: SceneObject = { id: 1, noun: 'cat', x: 40, y: 116, size: 70 };
const hat: SceneObject = { id: 2, noun: 'hat', color: 'red', x: 40, y: 62.8, size: 42.7, wornBy: 1 };
const ball: SceneObject = {
  id: 3,
  noun: 'ball',
  color: 'blue',
  material: 'striped',
  x: 96,
  y: 112,
  size: 40,
};
const scene: Scene = { seed: 5, background: 'grass', objects: [cat, hat, ball] };
const edit = (source: string, target: string) => applyEdits(scene, [{ source, target, which: best }]);

describe('applyEdits', () => {
  test('changes the thing, its property, or both', () => {
    expect(phrases(edit('cat', 'dog'))).toEqual(['dog', 'red hat', 'blue striped ball']);
    expect(phrases(edit('hat', 'green'))).toEqual(['cat', 'green hat', 'blue striped ball']);
    expect(phrases(edit('hat', 'yellow dotted scarf'))).toEqual([
      'cat',
      'yellow dotted scarf',
      'blue striped ball',
    ]);
    expect(phrases(edit('the ball', 'a cup'))).toEqual(['cat', 'red hat', 'blue striped cup']);
  });

  test('removes a thing, with what it wears', () => {
    expect(phrases(edit('hat', 'nothing'))).toEqual(['cat', 'blue striped ball']);
    expect(phrases(edit('cat', 'nothing'))).toEqual(['blue striped ball']);
  });

  test('drops what the source names and the target omits, keeps what neither names', () => {
    expect(phrases(edit('striped ball', 'cup'))[2]).toBe('blue cup');
    expect(phrases(edit('blue ball', 'cup'))[2]).toBe('striped cup');
    expect(phrases(edit('blue striped ball', 'cup'))[2]).toBe('cup');
  });

  test('lets wood, gold and paint replace each other', () => {
    expect(phrases(edit('hat', 'golden'))[1]).toBe('golden hat');
    const wooden = edit('ball', 'wooden');
    expect(phrases(wooden)[2]).toBe('wooden ball');
    expect(phrases(applyEdits(wooden, [{ source: 'ball', target: 'pink', which: best }]))[2]).toBe(
      'pink ball',
    );
  });

  test('looks every source up in the scene as it is, so two edits can swap', () => {
    const swap = applyEdits(scene, [
      { source: 'hat', target: 'scarf', which: best },
      { source: 'cat', target: 'ball', which: best },
      { source: 'ball', target: 'cat', which: best },
    ]);
    expect(swap.objects.map(({ noun }) => noun)).toEqual(['ball', 'scarf', 'cat']);
  });

  test('keeps an animal where it was, and what it wears', () => {
    const [dog, stillHat] = edit('cat', 'dog').objects;
    expect(dog).toEqual({ ...cat, noun: 'dog' });
    expect(stillHat).toEqual(hat);
  });

  test.each([
    [{ type: 'side', side: 'left' }, 1],
    [{ type: 'side', side: 'right' }, 3],
    [{ type: 'side', side: 'middle' }, 2],
    [{ type: 'side', side: 'top' }, 1],
    [{ type: 'side', side: 'bottom' }, 3],
    [{ type: 'size', size: 'largest' }, 2],
    [{ type: 'size', size: 'smallest' }, 1],
    [{ type: 'depth', depth: 'front' }, 3],
    [{ type: 'depth', depth: 'back' }, 1],
    [{ type: 'ordinal', ordinal: 2 }, 2],
    [{ type: 'best' }, 2],
  ] as const)('picks one of several by %o', (which, id) => {
    const three: Scene = {
      ...scene,
      objects: [
        { id: 1, noun: 'ball', x: 20, y: 100, size: 20 },
        { id: 2, noun: 'ball', x: 60, y: 105, size: 40 },
        { id: 3, noun: 'ball', x: 100, y: 120, size: 30 },
      ],
    };
    const changed = applyEdits(three, [{ source: 'ball', target: 'red', which }]);
    expect(changed.objects.filter(({ color }) => color === 'red').map((object) => object.id)).toEqual([id]);
  });

  test('picks all, or what a given animal wears', () => {
    const all = applyEdits({ ...scene, objects: [cat, hat, { ...cat, id: 4, x: 90 }] }, [
      { source: 'cat', target: 'bear', which: { type: 'all' } },
    ]);
    expect(phrases(all)).toEqual(['bear', 'red hat', 'bear']);
    const free: SceneObject = { id: 9, noun: 'hat', color: 'blue', x: 100, y: 110, size: 60 };
    const worn = applyEdits({ ...scene, objects: [cat, hat, free] }, [
      { source: 'hat', target: 'pink', which: { type: 'part-of', owner: 'cat' } },
    ]);
    expect(phrases(worn)).toEqual(['cat', 'pink hat', 'blue hat']);
  });

  test('refuses words it does not know, and things that are not there, naming what is', () => {
    expect(() => edit('cat', 'dragon')).toThrow(
      expect.objectContaining({
        code: 'unknown-noun',
        received: 'dragon',
        message: expect.stringContaining('rabbit'),
      }),
    );
    expect(() => edit('cat', 'mauve dog')).toThrow(
      expect.objectContaining({
        code: 'unknown-color',
        received: 'mauve',
        hint: expect.stringContaining('purple'),
      }),
    );
    expect(() => edit('car', 'cup')).toThrow(
      expect.objectContaining({
        code: 'no-such-object',
        message: expect.stringContaining('blue striped ball'),
      }),
    );
    expect(() => edit('cat', 'the')).toThrow(expect.objectContaining({ code: 'phrase' }));
  });
});
