import { applyEdits, FIRST_HELD_OUT_SEED, type Noun, sceneFromSeed, vocabulary } from '@dualedit/diorama';
import { targetPhrase } from '@dualedit/foundation';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../random.js';
import type { BenchData, LoadedItem } from '../item.js';
import { stays } from '../looks.js';
import { dioramaBench2 } from './diorama-bench-2.js';
import { drawChanges } from './draw-changes.js';
import { nameOf } from './names.js';
import { rows } from './rows.js';
import { SIZES, SPLITS, slots } from './slots.js';

let data: BenchData;
let loaded: LoadedItem[];
beforeAll(async () => {
  data = await dioramaBench2({ count: SIZES.quick, size: 64 });
  loaded = await Promise.all(data.items.map((item) => item.load()));
});

describe('the slots', () => {
  it('hold every split often, and one to eight edits', () => {
    const all = slots(SIZES.full);
    const of = (edits: number) =>
      all.filter(({ things, background }) => things + Number(background) === edits).length;
    for (let edits = 1; edits <= 8; edits++) expect(of(edits), `${edits} edits`).toBeGreaterThanOrEqual(10);
    expect(of(0) + of(9)).toBe(0);
    for (const split of SPLITS) expect(all.filter((slot) => slot.split === split).length).toBeGreaterThan(30);
  });

  it('begin alike in all sizes', () => {
    expect(slots(SIZES.full).slice(0, SIZES.quick)).toEqual(slots(SIZES.quick));
  });
});

describe('Diorama-Bench 2', () => {
  it('is the same each time, of seeds that are held out', async () => {
    const again = await dioramaBench2({ count: 6, size: 64 });
    const essence = ({ items }: BenchData) =>
      items.slice(0, 6).map(({ id, edits, prompt }) => [id, edits, prompt]);
    expect(essence(again)).toEqual(essence(data));
    expect(new Set(data.items.map(({ id }) => id)).size).toBe(SIZES.quick);
    for (const { id } of data.items)
      expect(Number(id.split('-')[1])).toBeGreaterThanOrEqual(FIRST_HELD_OUT_SEED);
  });

  it('has a mask and a truth for every edit', () => {
    data.items.forEach(({ edits }, i) => {
      const { masks, truth } = loaded[i]!;
      expect(masks).toHaveLength(edits.length);
      expect(truth!.masks).toHaveLength(edits.length);
      expect(truth!.edits).toHaveLength(edits.length);
      for (const mask of masks) expect(mask.data.some((value) => value > 127)).toBe(true);
    });
  });

  it('says of every thing what the edits change about it, and of no other', () => {
    loaded.forEach(({ truth }) => {
      const edited = truth!.edits!.flatMap((edit) =>
        'object' in edit ? [truth!.objects[edit.object]!] : [],
      );
      for (const object of truth!.objects) expect(stays(object)).toBe(!edited.includes(object));
    });
  });

  it('asks of each kind what its words say', () => {
    data.items.forEach(({ edits }, i) => {
      loaded[i]!.truth!.edits!.forEach((edit, at) => {
        const said = targetPhrase(edits[at]!);
        if (edit.kind === 'background')
          expect(edit.renderings.get(edit.background)).toEqual(loaded[i]!.truth!.picture);
        else if (edit.kind === 'removal') expect(said).toBe('nothing');
        else for (const word of Object.values(edit.asks)) expect(said).toContain(word);
      });
    });
  });

  it('keeps its prompts within what the text encoder takes', () => {
    for (const { prompt, targetPrompt } of data.items) {
      expect(prompt!.split(' ').length).toBeLessThanOrEqual(29);
      expect(targetPrompt.split(' ').length).toBeLessThanOrEqual(29);
    }
  });

  it('leaves what is worn unnamed in the dressed scenes', () => {
    const { wearables } = vocabulary('full');
    const dressed = data.items.filter(({ split }) => split === 'dressed');
    const sources = dressed.flatMap(({ edits }) =>
      edits.map((edit) => ('source' in edit ? edit.source : '')),
    );
    expect(sources.filter((source) => wearables.includes(source as never))).toEqual([]);
    for (const { prompt } of dressed) expect(wearables.some((noun) => prompt!.includes(noun))).toBe(true);
  });
});

it('names twins by their colors, and refuses to name what a color does not tell apart', () => {
  const twins = (...colors: ('pink' | 'red' | undefined)[]) => ({
    seed: 1,
    background: 'grass' as const,
    objects: colors.map((color, i) => ({
      id: i + 1,
      noun: 'cat' as Noun,
      x: 40 * i,
      y: 100,
      size: 30,
      ...(color && { color }),
    })),
  });
  const [pink, red] = twins('pink', 'red').objects;
  expect(nameOf(twins('pink', 'red'), pink!)).toEqual({ source: 'pink cat', colors: 1 });
  expect(nameOf(twins('pink', 'pink'), pink!)).toBeUndefined();
  expect(nameOf(twins(undefined, 'red'), twins(undefined, 'red').objects[0]!)).toBeUndefined();
  expect(nameOf({ ...twins(), objects: [red!] }, red!)).toEqual({ source: 'cat', colors: 0 });
});

it('draws edits that can be applied and that change something', () => {
  for (let seed = 900_500_000; seed < 900_500_060; seed++) {
    const scene = seed % 2 ? sceneFromSeed(seed, { level: 4 }) : rows(seed, 8);
    const drawn = drawChanges(scene, scene.objects.slice(0, 4), seededRandom(seed));
    for (const { change, id, kind } of drawn ?? []) {
      const target = change.kind === 'removal' ? 'nothing' : change.target;
      const after = applyEdits(scene, [{ ...change, target }]);
      const [was, is] = [scene, after].map(({ objects }) => objects.find((object) => object.id === id));
      expect(is === undefined).toBe(kind === 'removal');
      expect(is).not.toEqual(was);
    }
  }
});
