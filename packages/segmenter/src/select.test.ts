import type { OwnSelector, Selector } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from './belongs.js';
import { selectInstances } from './select.js';
import { instance } from './testing/fixtures.js';

// Three things in a row: the left one is the largest, the middle one the nearest, the right one the surest.
const left = instance(5, 20, 30, 40, 0.5);
const middle = instance(40, 50, 15, 30, 0.6);
const right = instance(70, 10, 10, 20, 0.9);
const row = [right, middle, left];

describe('of several things', () => {
  it.each<[OwnSelector, object[]]>([
    [{ type: 'best' }, [right]],
    [{ type: 'all' }, row],
    [{ type: 'side', side: 'left' }, [left]],
    [{ type: 'side', side: 'right' }, [right]],
    [{ type: 'side', side: 'top' }, [right]],
    [{ type: 'side', side: 'bottom' }, [middle]],
    [{ type: 'side', side: 'middle' }, [middle]],
    [{ type: 'size', size: 'largest' }, [left]],
    [{ type: 'size', size: 'smallest' }, [right]],
    [{ type: 'depth', depth: 'front' }, [middle]],
    [{ type: 'depth', depth: 'back' }, [right]],
    [{ type: 'ordinal', ordinal: 1 }, [left]],
    [{ type: 'ordinal', ordinal: 2 }, [middle]],
    [{ type: 'ordinal', ordinal: 3 }, [right]],
    [{ type: 'ordinal', ordinal: 4 }, []],
  ])('%j means the right one', (which, expected) => {
    expect(selectInstances(row, which)).toEqual(expected);
  });

  it('the middle one of two is the one nearer to the middle of the picture', () => {
    const which: OwnSelector = { type: 'side', side: 'middle' };
    expect(selectInstances([instance(0, 40, 20, 20), instance(30, 40, 20, 20)], which)[0]!.box.left).toBe(30);
  });

  it('the middle one of a column is found too', () => {
    const column = [instance(40, 0, 20, 20), instance(42, 70, 20, 20), instance(38, 30, 20, 20)];
    expect(selectInstances(column, { type: 'side', side: 'middle' })[0]!.box.top).toBe(30);
  });
});

const box = fc.record({
  left: fc.integer({ min: 0, max: 80 }),
  top: fc.integer({ min: 0, max: 80 }),
  width: fc.integer({ min: 1, max: 19 }),
  height: fc.integer({ min: 1, max: 19 }),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
});
const some = fc
  .array(box, { maxLength: 5 })
  .map((boxes) => boxes.map((b) => instance(b.left, b.top, b.width, b.height, b.score)));
const selector: fc.Arbitrary<OwnSelector> = fc.constantFrom<OwnSelector[]>(
  { type: 'best' },
  ...(['left', 'right', 'top', 'bottom', 'middle'] as const).map((side) => ({ type: 'side' as const, side })),
  { type: 'size', size: 'largest' },
  { type: 'size', size: 'smallest' },
  { type: 'depth', depth: 'front' },
  { type: 'depth', depth: 'back' },
  { type: 'ordinal', ordinal: 1 },
);

describe('any selector of one', () => {
  it('means one of what is there, the same in whatever order it is given', () => {
    fc.assert(
      fc.property(some, selector, (instances, which) => {
        const [chosen, ...more] = selectInstances(instances, which);
        expect(more).toEqual([]);
        expect(chosen === undefined).toBe(instances.length === 0);
        if (chosen) expect(instances).toContain(chosen);
      }),
    );
  });
});

describe('a part of another thing', () => {
  const cat = instance(10, 40, 30, 50);
  const itsHat = instance(15, 30, 18, 14, 0.7);
  const anotherHat = instance(60, 70, 18, 14, 0.9);

  it('is the one that is on it, though another is surer', () => {
    expect(partsOf([anotherHat, itsHat], [cat])).toEqual([itsHat]);
  });

  it('is none where all are elsewhere, or where there is no owner', () => {
    expect(partsOf([anotherHat], [cat])).toEqual([]);
    expect(partsOf([itsHat], [])).toEqual([]);
  });

  it('is of the owner that it is on, of two', () => {
    const dog = instance(55, 40, 30, 50);
    const dogHat = instance(60, 30, 18, 14, 0.8);
    expect(partsOf([dogHat, itsHat], [cat])[0]).toBe(itsHat);
    expect(partsOf([dogHat, itsHat], [dog])[0]).toBe(dogHat);
  });

  it('is not the thing itself', () => {
    const which: Selector = { type: 'part-of', owner: 'cat' };
    expect(partsOf([cat], [cat]), JSON.stringify(which)).toEqual([]);
  });
});
