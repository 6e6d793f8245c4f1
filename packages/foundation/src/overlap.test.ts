import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask } from './mask.js';
import { settleOverlaps } from './overlap.js';

const row = (text: string): Mask => ({
  width: text.length,
  height: 1,
  data: Uint8Array.from(text, (c) => (c === '#' ? 255 : 0)),
});
const text = (mask: Mask) => Array.from(mask.data, (v) => (v > 127 ? '#' : '.')).join('');

describe('overlapping masks', () => {
  it('leave the contained object whole, whatever the order', () => {
    expect(settleOverlaps([row('######'), row('.##...')]).map(text)).toEqual(['#..###', '.##...']);
    expect(settleOverlaps([row('.##...'), row('######')]).map(text)).toEqual(['.##...', '#..###']);
  });

  it('go to the edit named later where neither contains the other', () => {
    expect(settleOverlaps([row('####..'), row('..####')]).map(text)).toEqual(['##....', '..####']);
  });

  it('end up disjoint, with their union kept', () => {
    const mask = fc.string({ unit: fc.constantFrom('#', '.'), minLength: 12, maxLength: 12 }).map(row);
    fc.assert(
      fc.property(fc.array(mask, { minLength: 1, maxLength: 4 }), (masks) => {
        const settled = settleOverlaps(masks);
        for (let i = 0; i < 12; i++) {
          const before = masks.filter((m) => m.data[i]! > 127).length;
          const after = settled.filter((m) => m.data[i]! > 127).length;
          expect(after).toBe(Math.min(before, 1));
        }
      }),
    );
  });
});
