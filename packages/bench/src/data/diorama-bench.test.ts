import { applyEdits, type Noun, renderMasks, vocabulary } from '@dualedit/diorama';
import type { Removal } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.js';
import { crowd } from './crowd.js';
import { dioramaBench } from './diorama-bench.js';
import { drawEdit } from './draw-edit.js';
import { overlapping } from './overlap.js';

describe('Diorama-Bench', () => {
  it('is the same each time, half apart and half overlapping, of held-out scenes', async () => {
    const [data, again] = [await dioramaBench({ count: 6 }), await dioramaBench({ count: 6 })];
    expect(data.items.map(({ split }) => split)).toEqual(Array(3).fill(['apart', 'overlapping']).flat());
    expect(again.items.map(({ id, edits }) => [id, edits])).toEqual(
      data.items.map(({ id, edits }) => [id, edits]),
    );
    expect(new Set(data.items.map(({ id }) => id)).size).toBe(6);
    for (const { id } of data.items) expect(Number(id.split('-')[1])).toBeGreaterThanOrEqual(900_000_000);

    const item = data.items[2]!;
    const { picture, masks, truth } = await item.load();
    expect(masks).toHaveLength(item.edits.length);
    expect([picture.width, truth!.picture.width]).toEqual([256, 256]);
    const changed = truth!.objects.filter(({ changes }) => changes.noun || changes.color);
    expect(changed).toHaveLength(item.edits.length);
    // The true answer differs where an edit is, and hardly elsewhere: shadows belong to no mask.
    const differs = (at: number) =>
      [0, 1, 2].some((c) => picture.data[4 * at + c] !== truth!.picture.data[4 * at + c]);
    const edited = masks.map((mask, i) =>
      mask.data.map((value, at) => Math.max(value, truth!.masks[i]!.data[at]!)),
    );
    const [inside, outside] = [0, 1].map((where) =>
      [...picture.data.keys()].filter(
        (at) => at < 256 * 256 && Number(!edited.some((mask) => mask[at]! > 127)) === where,
      ),
    );
    const share = (pixels: number[]) => pixels.filter(differs).length / pixels.length;
    expect(share(inside!)).toBeGreaterThan(0.4);
    expect(share(outside!)).toBeLessThan(0.05);
  });
});

describe('a crowd', () => {
  it.each([3, 5, 7])('of %i stands apart, inside the picture', async (count) => {
    const scene = crowd(900_000_001, count, 'starter');
    expect(scene).toEqual(crowd(900_000_001, count, 'starter'));
    expect(scene.objects).toHaveLength(count);
    expect(await overlapping(scene)).toEqual(Array(count).fill(false));
    for (const { visible } of await renderMasks(scene, 64)) {
      expect(visible.data.filter((value) => value > 0).length).toBeGreaterThan(64);
    }
  });
});

describe('a drawn edit', () => {
  it('can be applied, changes something, and names no noun that is already there', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('starter' as const, 'full' as const),
        (seed, count, world) => {
          const scene = crowd(seed, count, world);
          const known = vocabulary(world);
          const free = new Set<Noun>(
            known.nouns.filter((noun) => scene.objects.every((one) => one.noun !== noun)),
          );
          const random = seededRandom(seed);
          const edits = scene.objects.map((object) => drawEdit(object, known, free, random));
          const after = applyEdits(scene, edits);
          expect(new Set(after.objects.map(({ noun }) => noun)).size).toBe(count);
          after.objects.forEach((object, i) => {
            const before = scene.objects[i]!;
            expect([object.noun, object.color, object.material]).not.toEqual([
              before.noun,
              before.color,
              before.material,
            ]);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

it('keeps its prompts within what the text encoder takes', async () => {
  const { items } = await dioramaBench({ count: 30, removals: 10 });
  for (const { prompt, targetPrompt } of items)
    for (const said of [prompt!, targetPrompt]) expect(said.split(' ').length).toBeLessThanOrEqual(29);
});

it('also removes one thing of further scenes, and knows what is then seen', async () => {
  const { items } = await dioramaBench({ count: 2, removals: 3 });
  expect(items.map(({ split }) => split)).toEqual([
    'apart',
    'removals',
    'overlapping',
    'removals',
    'removals',
  ]);
  for (const { edits, prompt, targetPrompt, load } of items.filter((item) => item.split === 'removals')) {
    const [{ source, kind }] = edits as [Removal];
    expect(kind).toBe('removal');
    expect(prompt).toContain(source);
    expect(targetPrompt).not.toContain(source);
    const { picture, masks, truth } = await load();
    expect(truth!.objects.map(({ noun }) => noun)).not.toContain(source);
    expect(truth!.removed).toEqual([{ noun: source, before: masks[0] }]);
    const inside = [...masks[0]!.data.keys()].filter((at) => masks[0]!.data[at]! > 127);
    const differs = inside.filter((at) =>
      [0, 1, 2].some((c) => picture.data[4 * at + c] !== truth!.picture.data[4 * at + c]),
    );
    expect(differs.length / inside.length).toBeGreaterThan(0.9);
  }
});
