import type { Mask, Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { missingGrain } from './grain.js';

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

const inMiddle = (values: ArrayLike<number>) => [...pasted.keys()].filter(isMiddle).map((i) => values[i]!);

describe('the grain that a pasted drawing lacks', () => {
  it.each([3, 6, 12])('is that of its surroundings: %i levels', (deviation) => {
    const request = { original: noisy(deviation), box: BOX, drawn: noisy(0).data, pasted, scale: 8 };
    const grain = missingGrain(request)!;
    expect(deviationOf(inMiddle(grain)) / deviation).toBeGreaterThan(0.85);
    expect(deviationOf(inMiddle(grain)) / deviation).toBeLessThan(1.15);
    expect(grain.some((value, i) => value !== 0 && !isMiddle(i))).toBe(false);
    expect(missingGrain(request)).toEqual(grain);
  });

  it('is none in a smooth picture, in one that is not enlarged, or where the drawing has it already', () => {
    const request = { original: noisy(6), box: BOX, drawn: noisy(0).data, pasted, scale: 8 };
    expect(missingGrain({ ...request, original: noisy(0) })).toBeUndefined();
    expect(missingGrain({ ...request, scale: 1 })).toBeUndefined();
    expect(missingGrain({ ...request, drawn: noisy(8).data })).toBeUndefined();
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
