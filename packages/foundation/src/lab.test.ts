import { expect, it } from 'vitest';
import { labDistance, labOf, meanLab } from './lab.js';

it.each([
  [
    [255, 255, 255],
    [100, 0, 0],
  ],
  [
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    [255, 0, 0],
    [53.24, 80.09, 67.2],
  ],
  [
    [0, 0, 255],
    [32.3, 79.19, -107.86],
  ],
])('%j is %j', (rgb, lab) => {
  labOf(rgb).forEach((value, i) => {
    expect(value).toBeCloseTo(lab[i]!, 1);
  });
});

it('is the mean of what is inside', () => {
  const picture = {
    width: 3,
    height: 1,
    data: Uint8Array.from([200, 0, 0, 255, 0, 100, 0, 255, 9, 9, 9, 255]),
  };
  const mask = { width: 3, height: 1, data: Uint8Array.from([255, 255, 0]) };
  expect(meanLab(picture, mask)).toEqual(labOf([100, 50, 0]));
});

it('is as far as the axes say', () => {
  expect(labDistance([50, 3, 0], [50, 0, 4])).toBe(5);
});
