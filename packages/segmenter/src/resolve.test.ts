import type { Selector } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import type { Instance, Segmentation } from './instance.js';
import { findMeant, namesOf } from './resolve.js';
import { selectInstances } from './select.js';
import { instance } from './testing/fixtures.js';

// Two cats with hats, a ball between them, and two rows of cups.
const leftCat = instance(5, 30, 25, 40, 0.9);
const rightCat = instance(65, 35, 25, 40, 0.8);
const leftHat = instance(8, 22, 18, 12, 0.95);
const rightHat = instance(68, 27, 18, 12, 0.6);
const ball = instance(34, 60, 10, 10);
const farBall = instance(55, 80, 10, 10);
const cups = [instance(5, 80, 8, 8), instance(20, 82, 8, 8), instance(5, 92, 8, 8), instance(21, 92, 8, 8)];

const found: Segmentation = {
  phrases: Object.entries({
    cat: [leftCat, rightCat],
    hat: [leftHat, rightHat],
    ball: [farBall, ball],
    cup: cups,
  }).map(([phrase, instances]) => ({ phrase, instances, bestScore: 0.9 })),
  others: [],
};
const right: Selector = { type: 'side', side: 'right' };
const left: Selector = { type: 'side', side: 'left' };

describe('a thing of another thing', () => {
  it.each<[string, string, Selector, Instance[]]>([
    ['hat on the cat', 'hat', { type: 'part-of', owner: 'cat' }, [leftHat]],
    ['hat on the right cat', 'hat', { type: 'part-of', owner: 'cat', ownerWhich: right }, [rightHat]],
    ['hat on the left cat', 'hat', { type: 'part-of', owner: 'cat', ownerWhich: left }, [leftHat]],
    [
      'hat on the cat#2',
      'hat',
      { type: 'part-of', owner: 'cat', ownerWhich: { type: 'ordinal', ordinal: 2 } },
      [rightHat],
    ],
    [
      'hats on all cats',
      'hat',
      { type: 'part-of', owner: 'cat', ownerWhich: { type: 'all' }, which: { type: 'all' } },
      [leftHat, rightHat],
    ],
    [
      'right hat on the cat',
      'hat',
      { type: 'part-of', owner: 'cat', which: { type: 'side', side: 'right' } },
      [rightHat],
    ],
    ['cup on the cat', 'cup', { type: 'part-of', owner: 'cat' }, []],
    ['ball next to the cat', 'ball', { type: 'near', relation: 'next-to', other: 'cat' }, [ball]],
    [
      'ball left of the right cat',
      'ball',
      { type: 'near', relation: 'left-of', other: 'cat', otherWhich: right },
      [farBall],
    ],
    ['cat behind the ball', 'cat', { type: 'near', relation: 'behind', other: 'ball' }, [rightCat]],
    [
      'cat with the right hat',
      'cat',
      { type: 'near', relation: 'with', other: 'hat', otherWhich: right },
      [rightCat],
    ],
    [
      'cat right of the cat with the left hat',
      'cat',
      {
        type: 'near',
        relation: 'right-of',
        other: 'cat',
        otherWhich: { type: 'near', relation: 'with', other: 'hat', otherWhich: left },
      },
      [rightCat],
    ],
    ['ball above the cat', 'ball', { type: 'near', relation: 'above', other: 'cat' }, []],
  ])('%s', (_, source, which, expected) => {
    expect(findMeant(source, which, found)).toEqual(expected);
  });

  it('asks the detector for each noun by itself', () => {
    const which: Selector = { type: 'part-of', owner: 'cat', ownerWhich: right };
    expect(namesOf('hat', which)).toEqual([
      { phrase: 'hat', several: true },
      { phrase: 'cat', several: true },
    ]);
    expect(namesOf('hat', { type: 'part-of', owner: 'cat' })).toEqual([
      { phrase: 'hat', several: false },
      { phrase: 'cat', several: false },
    ]);
  });

  it('is left to the thing that it lies on more', () => {
    // The hat of the left cat reaches into the surroundings of another one that stands close behind it.
    const behind = instance(20, 30, 25, 40);
    expect(
      findMeant(
        'hat',
        { type: 'part-of', owner: 'cat', ownerWhich: right },
        {
          ...found,
          phrases: [{ phrase: 'cat', instances: [leftCat, behind], bestScore: 1 }, found.phrases[1]!],
        },
      ),
    ).toEqual([]);
  });
});

describe('rows and counts from any side', () => {
  it.each<[Parameters<typeof selectInstances>[1], Instance[]]>([
    [{ type: 'all', row: 'top' }, [cups[0]!, cups[1]!]],
    [{ type: 'all', row: 'bottom' }, [cups[2]!, cups[3]!]],
    [{ type: 'all', row: 'middle' }, []],
    [{ type: 'side', side: 'right', row: 'bottom' }, [cups[3]!]],
    [{ type: 'ordinal', ordinal: 2, row: 'top' }, [cups[1]!]],
    [{ type: 'ordinal', ordinal: 2, from: 'right', row: 'top' }, [cups[0]!]],
    [{ type: 'ordinal', ordinal: 3, from: 'right', row: 'top' }, []],
  ])('%j', (which, expected) => {
    expect(selectInstances(cups, which).toSorted((a, b) => a.box.left - b.box.left)).toEqual(expected);
  });

  it('counts from the right and from the top', () => {
    const row = [instance(60, 0, 10, 10), instance(10, 50, 10, 10), instance(30, 20, 10, 10)];
    expect(selectInstances(row, { type: 'ordinal', ordinal: 2, from: 'right' })).toEqual([row[2]]);
    expect(selectInstances(row, { type: 'ordinal', ordinal: 3, from: 'top' })).toEqual([row[1]]);
    expect(selectInstances(row, { type: 'ordinal', ordinal: 3, from: 'bottom' })).toEqual([row[0]]);
  });
});
