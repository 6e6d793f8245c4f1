import { countInside } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { boxes, boxMask } from '../testing/boxes.js';
import { withOwnOutline, withWornOutline } from './own-outline.js';

const [LINE, RED] = [
  [20, 20, 40],
  [220, 30, 30],
] as const;

it('takes the dark line that adjoins it and the pixel over which that fades, and nothing farther', () => {
  // A red hat with a line of one pixel around it, and an eye that does not adjoin it.
  const picture = boxes([[19, 9, 22, 12], LINE], [[20, 10, 20, 10], RED], [[26, 24, 4, 4], LINE]);
  const taken = withOwnOutline(picture, boxMask([20, 10, 20, 10]));
  const expected = boxMask([19, 9, 22, 12]);
  // Mask and line are within what is taken, and at most one pixel around them.
  expect(expected.data.every((value, i) => value === 0 || taken.data[i] === 255)).toBe(true);
  expect(countInside(taken)).toBe(22 * 12);
});

it('is as it was without a dark line around it, but for that pixel', () => {
  const picture = boxes([[20, 10, 20, 10], RED]);
  expect(withOwnOutline(picture, boxMask([20, 10, 20, 10])).data).toEqual(boxMask([19, 9, 22, 12]).data);
});

it('of what is worn is the dark line alone, two pixels of it at most', () => {
  const picture = boxes([[16, 6, 28, 18], LINE], [[20, 10, 20, 10], RED]);
  expect(withWornOutline(picture, boxMask([20, 10, 20, 10])).data).toEqual(boxMask([19, 9, 22, 12]).data);
  const plain = boxes([[20, 10, 20, 10], RED]);
  expect(withWornOutline(plain, boxMask([20, 10, 20, 10])).data).toEqual(boxMask([20, 10, 20, 10]).data);
});
