import type { Mask, Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { GrainMeter, grainAt } from './grain.js';
import { stripsOf, withNeighbors } from './strips.js';

const SIZE = 160;
const BOX = { left: 0, top: 0, width: SIZE, height: SIZE };

/** A gray picture with noise of this deviation. */
function noisy(deviation: number, level = 120): Picture {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const data = new Uint8Array(SIZE * SIZE * 4).fill(255);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    data.fill(Math.round(level + deviation * normal), i * 4, i * 4 + 3);
  }
  return { width: SIZE, height: SIZE, data };
}

const isMiddle = (i: number) => Math.hypot((i % SIZE) - SIZE / 2, Math.floor(i / SIZE) - SIZE / 2) < 30;
const pasted = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Number(isMiddle(i)));

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function missing(original: Picture, drawn: Picture, { scale = 8 } = {}): number {
  const meter = new GrainMeter();
  for (const part of stripsOf(BOX, 1, 40 * SIZE)) {
    const { strip, halo } = withNeighbors(part, BOX);
    const from = strip.top * SIZE;
    meter.add({
      width: SIZE,
      height: strip.height,
      halo,
      original: (i) => original.data[(from + i) * 4 + 1]!,
      drawn: (i) => drawn.data[(from + i) * 4 + 1]!,
      isInside: () => true,
      pasted: (i) => pasted[from + i]!,
    });
  }
  return meter.missing(scale);
}

describe('the grain that a pasted drawing lacks', () => {
  it.each([3, 6, 12])('is that of its surroundings: %i levels', (deviation) => {
    const found = missing(noisy(deviation), noisy(0));
    expect(found / deviation).toBeGreaterThan(0.85);
    expect(found / deviation).toBeLessThan(1.15);
  });

  it('is none in a smooth picture, in one that is not enlarged, or where the drawing has it already', () => {
    expect(missing(noisy(0), noisy(0))).toBe(0);
    expect(missing(noisy(6), noisy(0), { scale: 1 })).toBe(0);
    expect(missing(noisy(6), noisy(8))).toBe(0);
  });

  it('is normal noise, the same at the same place', () => {
    const grain = [...pasted.keys()].map(grainAt);
    expect(deviationOf(grain)).toBeCloseTo(1, 1);
    expect([...pasted.keys()].map(grainAt)).toEqual(grain);
  });
});

it('a thing that is pasted into a grainy picture is as grainy, and nothing outside changes', async () => {
  const original = noisy(8);
  const small = (level: number): Picture => ({
    width: 16,
    height: 16,
    data: Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => (i % 4 === 3 ? 255 : level)),
  });
  const mask: Mask = { width: SIZE, height: SIZE, data: Uint8Array.from(pasted, (value) => 255 * value) };
  const { picture, maxChangeOutside } = await compose({
    original,
    edited: small(60),
    reconstruction: small(120),
    region: { left: 0, top: 0, side: SIZE },
    layers: [{ mask, isSameShape: false, isSoft: false }],
    old: mask,
  });
  const green = (i: number) => picture.data[i * 4 + 1]!;
  const values = [...pasted.keys()].filter(isMiddle).map(green);
  expect(maxChangeOutside).toBe(0);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(60, -1);
  expect(deviationOf(values)).toBeGreaterThan(6);
  expect(deviationOf(values)).toBeLessThan(10);
});
