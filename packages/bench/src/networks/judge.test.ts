import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { applyEdits, FIRST_HELD_OUT_SEED, renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import { decodePicture, maskBox } from '@dualedit/foundation';
import { beforeAll, describe, expect, it } from 'vitest';
import { dioramaBench2 } from '../data/diorama-2/diorama-bench-2.js';
import { dioramaBench } from '../data/diorama-bench.js';
import { type Judge, openJudge } from './judge.js';

const folder = fileURLToPath(new URL('../../judge', import.meta.url));
let judge: Judge;
beforeAll(async () => {
  judge = await openJudge(folder);
});

describe('the judge', () => {
  it('says of a held-out scene what PyTorch said', async () => {
    const golden = JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8'));
    const names = JSON.parse(readFileSync(`${folder}/judge.json`, 'utf8'));
    const picture = await decodePicture(readFileSync(`${folder}/golden.png`));
    const boxes = golden.boxes.map(([left, top, right, bottom]: number[]) => ({
      left: left! * 128,
      top: top! * 128,
      width: (right! - left!) * 128,
      height: (bottom! - top!) * 128,
    }));
    const best = (list: string[], row: number[]) => list[row.indexOf(Math.max(...row))];
    const expected = golden.class_probabilities.map((row: number[], i: number) => ({
      noun: best(names.classes, row),
      color: best(names.colors, golden.color_probabilities[i]),
      material: best(names.materials, golden.material_probabilities[i]),
    }));
    expect(await judge.objects(picture, boxes)).toEqual(expected);
    expect(await judge.objects(picture, [])).toEqual([]);
  });

  it('notices an edit, and its features move there and not far away', async () => {
    const scene: Scene = {
      seed: 900_000_044,
      background: 'grass',
      objects: [
        { id: 1, noun: 'cat', x: 34, y: 112, size: 62 },
        { id: 2, noun: 'ball', color: 'blue', x: 96, y: 116, size: 45 },
      ],
    };
    const after = applyEdits(scene, [{ source: 'ball', target: 'red', which: { type: 'best' } }]);
    const [before, then] = [await renderScene(scene, 128), await renderScene(after, 128)];
    const boxes = (await renderMasks(scene, 128)).map(({ visible }) => maskBox(visible)!);
    expect(await judge.objects(before, boxes)).toEqual([
      { noun: 'cat', color: 'natural', material: 'plain' },
      { noun: 'ball', color: 'blue', material: 'plain' },
    ]);
    expect((await judge.objects(then, boxes))[1]).toMatchObject({ noun: 'ball', color: 'red' });

    const [a, b] = [await judge.features(before), await judge.features(then)];
    expect(a.map(({ width }) => width)).toEqual([64, 32]);
    const [layer, other] = [a[0]!, b[0]!];
    const changed = (x: number, y: number) =>
      Array.from({ length: layer.channels }, (_, c) => (c * 64 + y) * 64 + x).some(
        (at) => layer.data[at] !== other.data[at],
      );
    expect(changed(48, 48)).toBe(true);
    expect(changed(8, 10)).toBe(false);
  });

  it('sees what things are made of, also in a picture that is larger than it looks at', async () => {
    const scene: Scene = {
      seed: 900_000_045,
      background: 'snow',
      objects: [
        { id: 1, noun: 'cup', material: 'wooden', x: 34, y: 112, size: 45 },
        { id: 2, noun: 'ball', color: 'blue', material: 'striped', x: 96, y: 116, size: 45 },
      ],
    };
    const [picture, masks] = [await renderScene(scene, 256), await renderMasks(scene, 256)];
    expect(
      await judge.objects(
        picture,
        masks.map(({ visible }) => maskBox(visible)!),
      ),
    ).toEqual([
      { noun: 'cup', color: 'natural', material: 'wooden' },
      { noun: 'ball', color: 'blue', material: 'striped' },
    ]);
  });

  it('learned from no seed of a benchmark', async () => {
    const { seeds }: { seeds: [number, number][] } = JSON.parse(readFileSync(`${folder}/judge.json`, 'utf8'));
    const data = [await dioramaBench({ count: 6, removals: 2 }), await dioramaBench2({ count: 10 })];
    const asked = data.flatMap(({ items }) => items.map(({ id }) => Number(id.split('-').at(-1))));
    expect(seeds.length).toBeGreaterThan(0);
    for (const seed of [...asked, FIRST_HELD_OUT_SEED]) {
      expect(
        seeds.some(([first, last]) => seed >= first && seed <= last),
        String(seed),
      ).toBe(false);
    }
  });
});
