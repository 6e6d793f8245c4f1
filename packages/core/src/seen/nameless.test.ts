import { countInside } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { boxMask, type Place } from '../testing/boxes.js';
import { namelessThings } from './nameless.js';

const segment = (place: Place, score = 0.9) => ({ mask: boxMask(place), score });

it('are what stands out beside what is known, the largest first, each pixel once', () => {
  const [cup, jug, handle] = [segment([40, 40, 12, 12]), segment([4, 40, 16, 20]), segment([16, 44, 4, 8])];
  const things = namelessThings([handle, cup, jug], [boxMask([20, 20, 20, 30])]);
  expect(things).toEqual([
    { name: '', ...jug },
    { name: '', ...cup },
  ]);
});

it('are no parts of what is known, and give it the pixels that both have', () => {
  const cat = boxMask([20, 20, 20, 30]);
  const [ear, catOnRug] = [segment([22, 20, 6, 6]), segment([18, 18, 24, 34])];
  expect(namelessThings([ear, catOnRug], [cat])).toEqual([]);
  const [wearer] = namelessThings([segment([10, 10, 30, 40])], [boxMask([10, 10, 30, 10])]);
  expect(countInside(wearer!.mask)).toBe(30 * 30);
});

it('are neither the ground, nor a wall, nor specks', () => {
  const [meadow, wall, speck] = [segment([0, 40, 64, 24]), segment([2, 2, 40, 40]), segment([50, 50, 1, 1])];
  expect(namelessThings([meadow, wall, speck], [])).toEqual([]);
  // Cut by the border, but not along all of it.
  expect(namelessThings([segment([0, 30, 12, 20])], [])).toHaveLength(1);
});
