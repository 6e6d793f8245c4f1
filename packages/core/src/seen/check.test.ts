import type { Edit, SeenThing } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { boxes, boxMask, edit, type Place, thing } from '../testing/boxes.js';
import { checkThing } from './check.js';

const PLACE: Place = [20, 20, 24, 24];
const ELSEWHERE: Place = [2, 2, 10, 10];
const [BLUE, RED, PINK] = [[40, 80, 220] as const, [225, 60, 55] as const, [245, 127, 184] as const];

function checked(asked: Edit, after: readonly [number, number, number], things: SeenThing[] | undefined) {
  const [old, area] = [boxMask(PLACE), boxMask(PLACE)];
  const pictures = { before: boxes([PLACE, BLUE]), after: boxes([PLACE, after]) };
  return checkThing(asked, { ...pictures, old, area, things, colors: ['red', 'blue', 'pink'] });
}

describe('an edit', () => {
  it.each<[string, Edit, readonly [number, number, number], SeenThing[] | undefined, object]>([
    ['came out', edit('cat', 'dog'), RED, [thing('dog', PLACE)], { outcome: 'came-out', target: 'a dog' }],
    [
      'left a blur in which one may see it',
      edit('cat', 'dog'),
      RED,
      [{ ...thing('dog', PLACE), isFaint: true }],
      { outcome: 'missing', target: 'a dog' },
    ],
    [
      'is worn by something else that came',
      edit('panda', 'scarf'),
      RED,
      [thing('scarf', [20, 30, 24, 6]), thing('tiger', PLACE)],
      { outcome: 'missing', seen: 'tiger', target: 'a scarf' },
    ],
    [
      'is seen as something else too',
      edit('tiger', 'cat'),
      RED,
      [thing('cat', [20, 20, 24, 20]), thing('fox', PLACE)],
      { outcome: 'came-out' },
    ],
    [
      'stands beside what was there',
      edit('bear', 'car'),
      RED,
      [thing('car', [20, 20, 24, 10]), thing('bear', [20, 30, 24, 14])],
      { outcome: 'remains', target: 'a car' },
    ],
    [
      'stands beside a little of it',
      edit('bear', 'car'),
      RED,
      [thing('car', PLACE), thing('bear', [20, 20, 24, 3])],
      { outcome: 'came-out' },
    ],
    [
      'was drawn larger than its place, and cut off',
      edit('fox', 'cat'),
      RED,
      [thing('cat', [12, 20, 32, 24])],
      { outcome: 'missing', target: 'a cat' },
    ],
    ['came out elsewhere', edit('cat', 'dog'), RED, [thing('dog', ELSEWHERE)], { outcome: 'missing' }],
    [
      'became something else',
      edit('cup', 'hat'),
      RED,
      [thing('ball', PLACE)],
      { outcome: 'missing', seen: 'ball' },
    ],
    [
      'left what was there',
      edit('cup', 'hat'),
      RED,
      [thing('cup', PLACE)],
      { outcome: 'missing', target: 'a hat' },
    ],
    ['changed nothing', edit('cat', 'dog'), BLUE, [thing('dog', PLACE)], { outcome: 'unchanged' }],
    ['took its color', edit('hat', 'red', 'attribute'), RED, [thing('hat', PLACE)], { outcome: 'came-out' }],
    [
      'took another',
      edit('hat', 'red', 'attribute'),
      PINK,
      [thing('hat', PLACE)],
      { outcome: 'color', seen: 'pink' },
    ],
    [
      'is another thing now',
      edit('cup', 'red', 'attribute'),
      RED,
      [thing('ball', PLACE)],
      { outcome: 'missing', seen: 'ball' },
    ],
    [
      'became both',
      edit('hat', 'red cup', 'both'),
      RED,
      [thing('cup', PLACE)],
      { outcome: 'came-out', target: 'a red cup' },
    ],
    ['became one of both', edit('hat', 'red cup', 'both'), PINK, [thing('cup', PLACE)], { outcome: 'color' }],
    ['was seen by nobody', edit('cat', 'dog'), RED, undefined, { outcome: 'unknown' }],
    [
      'was seen by nobody but has its color',
      edit('hat', 'red', 'attribute'),
      PINK,
      undefined,
      { outcome: 'color' },
    ],
  ])('%s', (_, asked, after, things, expected) => {
    expect(checked(asked, after, things)).toMatchObject(expected);
  });
});
