import type { Mask } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { boxes, boxMask, type Place } from '../testing/boxes.js';
import { drawnBeside } from './drawn-beside.js';

const [HAT, EAR, APART, FLOOR, WITHIN] = [
  [20, 20, 20, 10],
  [22, 10, 4, 10],
  [10, 12, 4, 6],
  [40, 24, 10, 3],
  [6, 6, 44, 40],
] as const satisfies Place[];
const white = [255, 255, 255] as const;

it('takes what was drawn anew at the known thing, but not apart from it, nor what goes on beyond reach', () => {
  const pictures = { before: boxes(), after: boxes([EAR, white], [APART, white], [FLOOR, white]) };
  const beside = drawnBeside(pictures, { from: boxMask(HAT), within: boxMask(WITHIN) });
  const share = (place: Place) => {
    const inside = boxMask(place).data;
    const marked = ({ data }: Mask) => data.filter((value, i) => value > 0 && inside[i]! > 0).length;
    return marked(beside) / (place[2] * place[3]);
  };
  expect(share(EAR)).toBeGreaterThan(0.7);
  expect([share(APART), share(FLOOR)]).toEqual([0, 0]);
});
