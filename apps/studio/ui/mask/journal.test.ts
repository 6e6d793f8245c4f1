import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintSegment, reachOfSegment } from './brush.js';
import { Journal } from './journal.js';
import { emptyRaster, type Mode, type Raster } from './raster.js';
import { wholeOf } from './rect.js';

const place = fc.record({ x: fc.integer({ min: -20, max: 420 }), y: fc.integer({ min: -20, max: 320 }) });
const stroke = fc.record({
  which: fc.constantFrom(0, 1),
  from: place,
  to: place,
  radius: fc.integer({ min: 1, max: 90 }),
  mode: fc.constantFrom<Mode>('add', 'erase'),
});

const twoMasks = () => [emptyRaster(400, 300), emptyRaster(400, 300)];

type Stroke = typeof stroke extends fc.Arbitrary<infer Value> ? Value : never;

function paint(journal: Journal, raster: Raster, { from, to, radius, mode }: Stroke) {
  journal.begin(raster);
  journal.touch(reachOfSegment(raster, from, to, radius));
  paintSegment(raster, from, to, radius, mode);
  journal.commit();
}

const look = (masks: readonly Raster[]) => masks.map(({ data }) => Buffer.from(data).toString('latin1'));

describe('undo and redo', () => {
  it('go through exactly the same masks, back and forth', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 8 }), (strokes) => {
        const [journal, masks] = [new Journal(), twoMasks()];
        const seen = [look(masks)];
        for (const one of strokes) {
          paint(journal, masks[one.which]!, one);
          const now = look(masks);
          // a stroke that changes nothing is no step
          if (now.some((mask, i) => mask !== seen.at(-1)![i])) seen.push(now);
        }
        for (const expected of seen.slice(0, -1).toReversed()) {
          expect(journal.undo()).toBeDefined();
          expect(look(masks)).toEqual(expected);
        }
        expect(journal.undo()).toBeUndefined();
        for (const expected of seen.slice(1)) {
          journal.redo();
          expect(look(masks)).toEqual(expected);
        }
        expect(journal.canRedo).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('says what changed', () => {
    const [journal, mask] = [new Journal(), emptyRaster(400, 300)];
    journal.begin(mask);
    journal.touch(wholeOf(mask));
    mask.data[140 * 400 + 300] = 255;
    journal.commit();
    expect(journal.undo()).toEqual({ raster: mask, area: { left: 256, top: 128, right: 384, bottom: 256 } });
  });

  it('drop the oldest steps when memory is used up, and keep the last one', () => {
    const [journal, mask] = [new Journal(40_000), emptyRaster(400, 300)];
    for (let i = 0; i < 5; i++) {
      journal.begin(mask);
      journal.touch(wholeOf(mask));
      mask.data.set(mask.data.map((_, at) => (at * (i + 7)) % 256));
      journal.commit();
    }
    expect(journal.stepsOn(mask)).toBe(1);
    journal.undo();
    expect(mask.data[3]).toBe((3 * 10) % 256);
  });

  it('forget a mask that now comes from somewhere else', () => {
    const [journal, [first, second]] = [new Journal(), twoMasks() as [Raster, Raster]];
    for (const mask of [first, second, first]) {
      journal.begin(mask);
      journal.touch(wholeOf(mask));
      mask.data[0] = mask.data[0]! + 1;
      journal.commit();
    }
    journal.forget(first);
    expect(journal.stepsOn(first)).toBe(0);
    expect(journal.undo()?.raster).toBe(second);
    expect(journal.canUndo).toBe(false);
  });
});
