import type { Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import type { Looks, TrueObject, Truth } from '../data/item.js';
import type { Judge } from '../networks/judge.js';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import { nameBackground } from './background-name.js';
import { editScores } from './edit-scores.js';
import { judgeEdits } from './judge-edits.js';
import { leaksOf } from './leaks.js';

const SIDE = 32;
/** Three things side by side, ten columns each; the true answer and the result are told apart by their shade. */
const [ANSWER, RESULT] = [greyPicture(SIDE, () => 10), greyPicture(SIDE, () => 20)];
const NOTHING: Looks = { noun: 'nothing', color: 'natural', material: 'plain' };
const thing = (noun: string, color = 'natural', material = 'plain'): Looks => ({ noun, color, material });

/** A judge that sees by the column that a box begins in, the same of every picture but the result. */
function judgeOf(answer: Record<number, Looks>, result: Record<number, Looks>): Judge {
  return {
    name: 'made up',
    objects: async (picture: Picture, boxes) =>
      boxes.map(({ left }) => (picture === RESULT ? result : answer)[left] ?? NOTHING),
    features: async () => [],
  };
}

function object(looks: Looks, left: number, changes: Partial<TrueObject['changes']>): TrueObject {
  const mask = maskWhere(SIDE, (x) => x >= left && x < left + 10);
  return {
    ...looks,
    before: mask,
    after: mask,
    changes: { noun: false, color: false, material: false, ...changes },
  };
}

/** `cat→dog, ball→red`, and a hat that no edit names. */
const truth: Truth = {
  picture: ANSWER,
  masks: [],
  objects: [
    object(thing('dog'), 0, { noun: true }),
    object(thing('ball', 'red'), 10, { color: true }),
    object(thing('hat', 'blue'), 20, {}),
  ],
  edits: [
    { kind: 'object', object: 0, asks: { noun: 'dog' } },
    { kind: 'color', object: 1, asks: { noun: 'ball', color: 'red' } },
  ],
};
const answer = { 0: thing('dog'), 10: thing('ball', 'red'), 20: thing('hat', 'blue') };
const judged = (result: Record<number, Looks>) => judgeOf(answer, { ...answer, ...result });

describe('whether an edit came out', () => {
  it('is told by what it asks for, all of it', async () => {
    const right = (result: Record<number, Looks>) => judgeEdits(RESULT, truth, judged(result));
    expect(await right({})).toEqual([true, true]);
    expect(await right({ 0: thing('cat') })).toEqual([false, true]);
    expect(await right({ 10: thing('ball', 'blue') })).toEqual([true, false]);
    // The red thing is to be the ball still.
    expect(await right({ 10: thing('cup', 'red') })).toEqual([true, false]);
    // Nobody asked for the dog's color.
    expect(await right({ 0: thing('dog', 'pink') })).toEqual([true, true]);
  });

  it('may be seen in the box of the old thing, which was larger', async () => {
    const large = { ...truth.objects[1]!, before: maskWhere(SIDE, (x) => x >= 8 && x < 20) };
    const other = { ...truth, objects: [truth.objects[0]!, large, truth.objects[2]!] };
    const judge = judged({ 8: thing('ball', 'red'), 10: NOTHING });
    expect(await judgeEdits(RESULT, other, judge)).toEqual([true, true]);
  });

  it('is, of a removal, that the same is seen there as in the true answer', async () => {
    const place = maskWhere(SIDE, (x) => x >= 30);
    const gone: Truth = { ...truth, edits: [{ kind: 'removal', noun: 'cup', place }] };
    expect(await judgeEdits(RESULT, gone, judged({}))).toEqual([true]);
    expect(await judgeEdits(RESULT, gone, judged({ 30: thing('cup') }))).toEqual([false]);
    // Something else was drawn where nothing should be.
    expect(await judgeEdits(RESULT, gone, judged({ 30: thing('apple') }))).toEqual([false]);
  });

  it('is, of a background, that no other one is nearer', async () => {
    const where = maskWhere(SIDE, (x) => x > 4);
    const renderings = new Map([
      ['night', greyPicture(SIDE, () => 0)],
      ['snow', greyPicture(SIDE, () => 250)],
      ['room', greyPicture(SIDE, (x) => (x < 16 ? 0 : 250))],
    ]);
    for (const [name, picture] of renderings) expect(nameBackground(picture, where, renderings)).toBe(name);
    expect(
      nameBackground(
        greyPicture(SIDE, () => 160),
        where,
        renderings,
      ),
    ).toBe('snow');
    const night: Truth = {
      ...truth,
      masks: [where],
      edits: [{ kind: 'background', background: 'night', renderings }],
    };
    expect(await judgeEdits(RESULT, night, judged({}))).toEqual([true]);
    expect(await judgeEdits(renderings.get('snow')!, night, judged({}))).toEqual([false]);
  });
});

describe('leaks', () => {
  it('are looks that only another edit asks for', async () => {
    const leaks = (result: Record<number, Looks>) => leaksOf(RESULT, truth, judged(result));
    expect(await leaks({})).toEqual({ targets: [false, false], unnamed: [false] });
    // The dog has the ball's red, and the hat has it too.
    expect(await leaks({ 0: thing('dog', 'red') })).toEqual({ targets: [true, false], unnamed: [false] });
    expect(await leaks({ 20: thing('hat', 'red') })).toEqual({ targets: [false, false], unnamed: [true] });
    expect(await leaks({ 20: thing('dog', 'blue') })).toEqual({ targets: [false, false], unnamed: [true] });
    // Wrong, but no edit asks for it; and the ball that was named is nothing new.
    expect(await leaks({ 20: thing('hat', 'green') })).toEqual({ targets: [false, false], unnamed: [false] });
    expect(await leaks({ 0: thing('ball') })).toEqual({ targets: [false, false], unnamed: [false] });
  });

  it('are none that the judge also sees in the true answer', async () => {
    const mistaken = { ...answer, 20: thing('hat', 'red') };
    expect(await leaksOf(RESULT, truth, judgeOf(mistaken, mistaken))).toMatchObject({ unnamed: [false] });
  });

  it('between targets need two of them', async () => {
    const one = { ...truth, edits: truth.edits!.slice(0, 1) };
    expect((await leaksOf(RESULT, one, judged({ 0: thing('cat') }))).targets).toEqual([]);
  });
});

it('numbers what came out, by kind; what a picture has nothing of is null', async () => {
  const half = await editScores(RESULT, truth, judged({ 10: thing('ball', 'blue') }));
  expect(half).toEqual({
    ...{ pictureRight: 0, editsRight: 0.5, objectRight: 1, colorRight: 0 },
    ...{ materialRight: null, removalRight: null, backgroundRight: null, leakTargets: 0, leakUnnamed: 0 },
  });
  expect(await editScores(RESULT, truth, judged({}))).toMatchObject({ pictureRight: 1, editsRight: 1 });
  const { edits: _, ...untold } = truth;
  expect(await editScores(RESULT, untold, judged({}))).toEqual({});
});
