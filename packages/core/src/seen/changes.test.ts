import type { BackgroundChange, Insertion, Removal, SeenThing } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { boxes, boxMask, type Place, thing } from '../testing/boxes.js';
import { checkBackground } from './check-background.js';
import { checkGone } from './check-gone.js';
import { checkInserted } from './check-inserted.js';
import type { Looked } from './looked.js';
import { unnamedThings } from './unnamed.js';
import { wornBy } from './worn.js';

const CAT: Place = [20, 20, 24, 40];
const HAT: Place = [22, 12, 20, 10];
const RED = [225, 60, 55] as const;
const BLUE = [40, 80, 220] as const;

const looked = (place: Place, things: SeenThing[] | undefined, more: Partial<Looked> = {}): Looked => ({
  before: boxes([place, BLUE]),
  after: boxes([place, RED]),
  old: boxMask(place),
  area: boxMask(place),
  things,
  colors: ['red', 'blue'],
  ...more,
});
const removal: Removal = { kind: 'removal', source: 'the cat', which: { type: 'best' }, span: [0, 0] };
const insertion: Insertion = { kind: 'insertion', target: 'red hat', strength: 1, span: [0, 0] };
const background: BackgroundChange = { kind: 'background', target: 'snow', strength: 1, span: [0, 0] };

describe('a removal', () => {
  it.each<[string, SeenThing[] | undefined, object]>([
    ['came out', [thing('dog', [50, 20, 10, 40])], { outcome: 'came-out', source: 'cat', target: 'nothing' }],
    ['left the thing', [thing('cat', CAT)], { outcome: 'remains' }],
    ['drew another', [thing('hat', HAT), thing('dog', CAT)], { outcome: 'appeared', seen: 'dog' }],
    ['cannot be seen', undefined, { outcome: 'unknown' }],
  ])('%s', (_, things, expected) => {
    expect(checkGone(removal, looked(CAT, things))).toMatchObject(expected);
  });

  it('takes along what is worn, and nothing that stands before or behind', () => {
    const things = [thing('hat', HAT), thing('cup', [18, 40, 12, 20]), thing('ball', [44, 30, 8, 8])];
    expect(wornBy(boxMask(CAT), things).map(({ name }) => name)).toEqual(['hat']);
    expect(wornBy(boxMask(CAT), [thing('hat', [50, 50, 10, 6])])).toEqual([]);
  });
});

describe('another background', () => {
  const known = ['snow', 'beach'];
  it.each<[string, Partial<Looked>, object]>([
    ['came out', { background: { known, named: 'snow' } }, { outcome: 'came-out' }],
    ['is a third', { background: { known, named: 'beach' } }, { outcome: 'missing', seen: 'beach' }],
    ['is not known to CLIP', { background: { known: ['beach'], named: 'beach' } }, { outcome: 'unknown' }],
    ['is not sure', { background: { known, named: undefined } }, { outcome: 'unknown' }],
    ['hardly changed', { after: boxes([CAT, BLUE]) }, { outcome: 'unchanged' }],
  ])('%s', (_, more, expected) => {
    expect(checkBackground(background, looked(CAT, [], more))).toMatchObject(expected);
  });
});

describe('something new', () => {
  it.each<[string, SeenThing[] | undefined, object]>([
    ['is there', [thing('hat', HAT)], { outcome: 'came-out', target: 'a red hat' }],
    ['is elsewhere', [thing('hat', [50, 50, 10, 6])], { outcome: 'missing' }],
    ['is something else', [thing('cup', HAT)], { outcome: 'missing' }],
    ['cannot be seen', undefined, { outcome: 'unknown' }],
  ])('%s', (_, things, expected) => {
    expect(checkInserted(insertion, looked(HAT, things))).toMatchObject(expected);
  });

  it('has another color', () => {
    const inBlue = looked(HAT, [thing('hat', HAT)], { after: boxes([HAT, BLUE]) });
    expect(checkInserted(insertion, inBlue)).toMatchObject({ outcome: 'color', seen: 'blue' });
  });

  it('may cover a part of what is not named, whose rest is kept', () => {
    const [cat] = unnamedThings([thing('cat', CAT)], [insertion], [boxMask([20, 20, 24, 10])]);
    const kept = cat!.mask.data.filter((value) => value > 0).length;
    expect(kept).toBe(24 * 30);
  });
});
