import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureMap } from '../networks/judge.js';
import { maskWhere } from '../testing/pictures.js';
import { attentionIou } from './attention-iou.js';
import { featureDistance } from './perceptual.js';
import { inside, outside } from './pixels.js';
import { squareAround } from './score.js';
import { structureDistance } from './structure.js';

describe('the distance of features', () => {
  const map = (...data: number[]): FeatureMap => ({
    channels: 2,
    width: 2,
    height: 1,
    data: Float32Array.from(data),
  });
  const everywhere = new Uint8Array(4 * 2).fill(1);

  it('adds, per layer, the squared differences of directions, averaged over places', () => {
    // First place: (1, 0) against (0, 5), at right angles; second place: (3, 4) against (6, 8), one direction.
    const [a, b] = [map(1, 3, 0, 4), map(0, 6, 5, 8)];
    expect(featureDistance([a], [b], everywhere, 4)).toBeCloseTo((2 + 0) / 2, 6);
    expect(featureDistance([a, a], [b, b], everywhere, 4)).toBeCloseTo(2, 6);
    expect(featureDistance([a], [a], everywhere, 4)).toBe(0);
  });

  it('counts a place by its share of selected pixels', () => {
    const [a, b] = [map(1, 3, 0, 4), map(0, 6, 5, 8)];
    // Three of the left place's four pixels and one of the right's.
    const some = Uint8Array.from([1, 1, 1, 0, 1, 0, 0, 0]);
    expect(featureDistance([a], [b], some, 4)).toBeCloseTo((3 * 2 + 0) / 4, 6);
    expect(featureDistance([a], [b], new Uint8Array(8), 4)).toBeNull();
  });
});

describe('the structure distance', () => {
  it('compares how tokens are like each other, not what they are', () => {
    const [e1, e2] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    const [turned1, turned2] = [Float32Array.of(0, -3), Float32Array.of(2, 0)];
    expect(structureDistance([e1, e2], [turned1, turned2])).toBeCloseTo(0, 12);
    // Similarity 0 between the tokens becomes 1: two of the four entries differ by 1.
    expect(structureDistance([e1, e2], [e1, e1])).toBeCloseTo(0.5, 12);
  });
});

describe('the IoU of attention', () => {
  const side = 32;
  const quarter = maskWhere(side, (x, y) => x < 16 && y < 16);

  it('is 1 where attention fills the mask of its own grid, 0 where it is elsewhere', () => {
    const [inner, elsewhere] = [maskWhere(side, (x) => x < 16), maskWhere(side, (x) => x >= 16)];
    const map = { width: side, height: side, data: Float32Array.from(inner.data) };
    expect(attentionIou(map, inner)).toBe(1);
    expect(attentionIou(map, elsewhere)).toBe(0);
  });

  it('does not depend on the scale of the map', () => {
    const random = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(random, fc.double({ min: 0.1, max: 50, noNaN: true }), (cells, factor) => {
        const map = (scale: number) => ({
          width: 4,
          height: 4,
          data: Float32Array.from(cells, (c) => c * scale),
        });
        expect(attentionIou(map(1), quarter)).toBeCloseTo(attentionIou(map(factor), quarter), 2);
      }),
      { numRuns: 25 },
    );
  });

  it('claims from 0.3 of the maximum on', () => {
    const data = new Float32Array(side * side).map((_, i) => (i % side < 8 ? 1 : i % side < 16 ? 0.29 : 0));
    const upper = maskWhere(side, (x) => x < 8);
    expect(attentionIou({ width: side, height: side, data }, upper)).toBe(1);
  });
});

describe('the crop of an object', () => {
  it('is a square a tenth larger than the mask on each side, inside the picture', () => {
    expect(squareAround(maskWhere(100, (x, y) => x >= 40 && x < 60 && y >= 45 && y < 55))).toEqual({
      left: 38,
      top: 38,
      width: 24,
      height: 24,
    });
    expect(squareAround(maskWhere(100, (x, y) => x < 20 && y >= 90))).toEqual({
      left: 0,
      top: 76,
      width: 24,
      height: 24,
    });
    expect(squareAround(maskWhere(50, () => true))).toEqual({ left: 0, top: 0, width: 50, height: 50 });
  });

  it('leaves background and inside complementary', () => {
    const mask = maskWhere(8, (x, y) => x > y);
    expect(outside([mask]).map((value, i) => value + inside([mask])[i]!)).toEqual(new Uint8Array(64).fill(1));
  });
});
