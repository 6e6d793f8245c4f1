import type { Mask, Picture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { fillFromAround } from './fill.js';

const SIDE = 32;
const picture = (value: (x: number, y: number) => number): Picture => {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let i = 0; i < SIDE * SIDE; i++) data.fill(value(i % SIDE, Math.floor(i / SIDE)), i * 4, i * 4 + 3);
  return { width: SIDE, height: SIDE, data };
};
const mask = (left: number, top: number, width: number, height: number): Mask => {
  const data = new Uint8Array(SIDE * SIDE);
  for (let y = top; y < top + height; y++) data.fill(255, y * SIDE + left, y * SIDE + left + width);
  return { width: SIDE, height: SIDE, data };
};
const largest = (a: Picture, b: Picture) =>
  a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);

it('goes on with a gradient and with a horizon, and leaves what is outside', () => {
  const slope = picture((x) => 4 * x);
  const sky = picture((_, y) => (y < 16 ? 200 : 60));
  const hole = mask(8, 8, 14, 16);
  const spoiled = (whole: Picture) => ({
    ...whole,
    data: whole.data.map((value, i) => (hole.data[i >> 2]! > 0 && i % 4 < 3 ? 0 : value)),
  });
  expect(largest(fillFromAround(spoiled(slope), hole), slope)).toBeLessThanOrEqual(3);
  const filled = fillFromAround(spoiled(sky), hole);
  // The horizon stays sharp but for a blur in the middle of the hole.
  expect(filled.data[(10 * SIDE + 15) * 4]).toBeGreaterThan(180);
  expect(filled.data[(22 * SIDE + 15) * 4]).toBeLessThan(80);
  filled.data.forEach((value, i) => {
    if (hole.data[i >> 2] === 0) expect(value).toBe(sky.data[i]);
  });
});

it('fills up to the edges of the picture', () => {
  const even = picture(() => 90);
  expect(largest(fillFromAround(even, mask(0, 0, SIDE, 20)), even)).toBeLessThanOrEqual(1);
});
