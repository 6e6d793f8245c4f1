import { expect, it } from 'vitest';
import { boxMask, edit, type Place, thing } from '../testing/boxes.js';
import { unnamedThings } from './unnamed.js';

const [CAT, HAT, TWIN, ALL] = [
  [4, 20, 26, 40],
  [8, 6, 18, 14],
  [36, 24, 24, 36],
  [0, 0, 64, 64],
] as const satisfies Place[];
const names = (things: ReturnType<typeof unnamedThings>) => things.map(({ name }) => name);

it('are all that no edit means, twins of what one means included, the largest first', () => {
  const things = [thing('hat', HAT), thing('cat', CAT), thing('cat', TWIN), thing('room', ALL)];
  const unnamed = unnamedThings(things, [edit('cat', 'dog')], [boxMask(CAT)]);
  expect(names(unnamed)).toEqual(['cat', 'hat']);
  expect(unnamed[0]!.mask).toBe(things[2]!.mask);
});

it('are not what an edit means by another name, nor parts of a mask of it', () => {
  const things = [thing('hat', HAT), thing('cat', CAT)];
  expect(names(unnamedThings(things, [edit('blue hat', 'red', 'attribute')], [boxMask(HAT)]))).toEqual([
    'cat',
  ]);
  expect(names(unnamedThings(things, [edit('kitty', 'dog')], [boxMask(CAT)]))).toEqual(['hat']);
  // A generous mask of the cat lies on the hat, too.
  const generous = boxMask([2, 4, 30, 58]);
  expect(names(unnamedThings(things, [edit('cat', 'dog')], [generous]))).toEqual(['hat']);
});
