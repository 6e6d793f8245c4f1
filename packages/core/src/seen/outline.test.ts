import { expect, it } from 'vitest';
import { boxes, boxMask, type Place, thing } from '../testing/boxes.js';
import { settleOutlines } from './outline.js';

const [CAT, HAT] = [
  [10, 30, 40, 30],
  [16, 10, 28, 20],
] as const satisfies Place[];
const picture = boxes([CAT, [200, 120, 60]], [HAT, [40, 80, 220]]);
const area = (data: Uint8Array, [left, top, width, height]: Place) =>
  boxMask([left, top, width, height]).data.filter((value, i) => value > 0 && data[i]! > 127).length;

it('follow the picture where a thing that stays meets what is edited', () => {
  // A row too low: it holds a row of the cat.
  const [low] = settleOutlines(picture, [thing('hat', [16, 10, 28, 21])], [boxMask(CAT)]);
  expect(area(low!.mask.data, CAT)).toBe(0);
  expect(area(low!.mask.data, HAT)).toBe(28 * 20);
  // A row too high: it lacks one of its own.
  const [high] = settleOutlines(picture, [thing('hat', [16, 10, 28, 19])], [boxMask(CAT)]);
  expect(area(high!.mask.data, HAT)).toBe(28 * 20);
});

it('are left alone where nothing edited is near', () => {
  const hat = thing('hat', HAT);
  expect(settleOutlines(picture, [hat], [boxMask([50, 60, 4, 3])])[0]!.mask).toBe(hat.mask);
});
