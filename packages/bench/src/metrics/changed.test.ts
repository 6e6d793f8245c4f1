import type { Edit } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import type { LoadedItem, TrueObject } from '../data/item.js';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import { changedShare } from './changed.js';
import { grown, inside } from './pixels.js';
import { score } from './score.js';

const SIDE = 128;
const band = (from: number, to: number) => maskWhere(SIDE, (x) => x >= from && x < to);
const grey = greyPicture(SIDE, () => 100);

describe('a share of changed pixels', () => {
  it('counts more than 16 levels in some channel, and is null of nothing', () => {
    const changed = greyPicture(SIDE, (x) => (x < 32 ? 117 : 116));
    const all = new Uint8Array(SIDE * SIDE).fill(1);
    expect(changedShare(grey, changed, all)).toBe(0.25);
    changed.data[4 * (SIDE - 1) + 2] = 83;
    expect(changedShare(grey, changed, all)).toBe(0.25 + 1 / (SIDE * SIDE));
    expect(changedShare(grey, changed, all.fill(0))).toBeNull();
  });

  it('grows a selection along both axes', () => {
    const point = maskWhere(8, (x, y) => x === 1 && y === 5);
    const square = maskWhere(8, (x, y) => x <= 3 && y >= 3);
    expect(grown(inside([point]), 8, 2)).toEqual(inside([square]));
    expect(grown(inside([point]), 8, 0)).toEqual(inside([point]));
  });
});

describe('scores of what was to stay', () => {
  /** A cat at 16…48 that becomes a dog at 16…56, and a hat at 40…80 of which the cat hides nothing. */
  const cat: TrueObject = {
    noun: 'dog',
    color: 'natural',
    material: 'plain',
    before: band(16, 48),
    after: band(16, 56),
    changes: { noun: true, color: false, material: false },
  };
  const hat: TrueObject = {
    noun: 'hat',
    color: 'red',
    material: 'plain',
    before: band(40, 80),
    after: band(40, 80),
    changes: { noun: false, color: false, material: false },
  };
  const edit: Edit = {
    kind: 'object',
    source: 'cat',
    target: 'dog',
    which: { type: 'best' },
    strength: 1,
    span: [0, 1],
  };
  const scored = (picture: typeof grey, item: Partial<LoadedItem> = {}) => {
    const truth = { picture: grey, masks: [cat.after], objects: [cat, hat] };
    const loaded = { picture: grey, masks: [cat.before], truth, ...item };
    return score({ picture, item: loaded, edits: [edit], targetPrompt: '' }, {});
  };

  it('are of unnamed things outside the edit, and of all beyond it and a seam', async () => {
    // The edit itself, 8 columns of the hat, and 16 of the background.
    const after = greyPicture(SIDE, (x) => (x < 64 || x >= 112 ? 200 : 100));
    const { changedUnnamed, changedOutside } = await scored(after);
    // Of the hat, 56…80 is outside the edit.
    expect(changedUnnamed).toBe(8 / 24);
    // Beyond 14…58, 84 columns are left: 14 to the left, 6 of the hat, and 16 at the right border changed.
    expect(changedOutside).toBe((14 + 6 + 16) / 84);
    expect(await scored(grey)).toMatchObject({ changedUnnamed: 0, changedOutside: 0 });
  });

  it('are null where no thing is known, or all is edited', async () => {
    const whole = maskWhere(SIDE, () => true);
    const unknown = { masks: [whole], truth: undefined } as unknown as Partial<LoadedItem>;
    expect(await scored(grey, unknown)).toMatchObject({ changedUnnamed: null, changedOutside: null });
  });
});
