import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDetections, settleNames } from './compete.js';
import { boxIou, type Corners, type Detection, shareInside, suppress } from './detection.js';

const corners: fc.Arbitrary<Corners> = fc
  .tuple(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 1, max: 50 }),
    fc.integer({ min: 1, max: 50 }),
  )
  .map(([left, top, width, height]) => [left, top, left + width, top + height]);
const score = fc.double({ min: 0, max: 1, noNaN: true });
const detections = fc.array(fc.record({ corners, score }), { maxLength: 12 });

describe('boxes', () => {
  it('overlap themselves wholly, others by the same share from either side', () => {
    fc.assert(
      fc.property(corners, corners, (a, b) => {
        expect(boxIou(a, a)).toBeCloseTo(1);
        expect(boxIou(a, b)).toBeCloseTo(boxIou(b, a));
        expect(shareInside(a, b)).toBeGreaterThanOrEqual(boxIou(a, b) - 1e-12);
      }),
    );
    expect(boxIou([0, 0, 10, 10], [5, 0, 15, 10])).toBeCloseTo(1 / 3);
    expect(boxIou([0, 0, 10, 10], [20, 20, 30, 30])).toBe(0);
  });
});

describe('suppression', () => {
  it('keeps the best of what overlaps, and drops nothing else', () => {
    fc.assert(
      fc.property(detections, (all) => {
        const kept = suppress(all, 0.5);
        for (const one of kept)
          for (const other of kept)
            if (one !== other) expect(boxIou(one.corners, other.corners)).toBeLessThanOrEqual(0.5);
        for (const one of all.filter((detection) => !kept.includes(detection)))
          expect(kept.some((k) => k.score >= one.score && boxIou(k.corners, one.corners) > 0.5)).toBe(true);
      }),
    );
  });
});

describe('names that compete', () => {
  const at = (left: number, value: number): Detection => ({
    corners: [left, 0, left + 10, 10],
    score: value,
  });

  it('leave a thing to the name that fits it best', () => {
    const [cats, dogs] = settleNames(
      ['cat', 'dog'],
      [
        [at(0, 0.9), at(50, 0.4)],
        [at(1, 0.5), at(50, 0.8)],
      ],
    );
    expect(cats).toEqual([at(0, 0.9)]);
    expect(dogs).toEqual([at(50, 0.8)]);
  });

  it('do not where one says more of the same', () => {
    const found = [[at(0, 0.9)], [at(0, 0.6)], [at(0, 0.5)]];
    expect(settleNames(['hat', 'red hat', 'ball'], found)).toEqual([[at(0, 0.9)], [at(0, 0.6)], []]);
  });
});

describe('what counts', () => {
  const at = (left: number, value: number): Detection => ({
    corners: [left, 0, left + 10, 10],
    score: value,
  });
  const options = { scoreThreshold: 0.6, nmsIou: 0.5 };
  const cats = [at(0, 0.9), at(50, 0.5), at(90, 0.45), at(120, 0.4), at(150, 0.2)];
  const count = (several: boolean, dogs: Detection[] = []) =>
    countDetections(['cat', 'dog'], [cats, dogs], { ...options, several: [several, false] })[0];

  it('is what is sure', () => {
    expect(count(false)).toEqual([at(0, 0.9)]);
  });

  it('is also what scores half as well, where several are known to be there', () => {
    expect(count(true)).toEqual([at(0, 0.9), at(50, 0.5), at(90, 0.45)]);
  });

  it('is not what another name fits clearly better', () => {
    expect(count(true, [at(50, 0.6), at(90, 0.9)])).toEqual([at(0, 0.9), at(50, 0.5)]);
  });

  it('is nothing where there is nothing', () => {
    const nothing = { ...options, several: [true] };
    expect(countDetections(['cat'], [[at(0, 0.1)]], nothing)).toEqual([[]]);
  });
});
