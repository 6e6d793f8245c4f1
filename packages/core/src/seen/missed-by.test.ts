import { labOf } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { boxes, boxMask, type Place } from '../testing/boxes.js';
import { missedBy } from './missed-by.js';

const PLACE: Place = [20, 20, 24, 24];
const [ORANGE, BLUE] = [[230, 130, 40] as const, [50, 100, 210] as const];
const PATTERNS = { plain: { orange: labOf(ORANGE), blue: labOf(BLUE) } };

type Rgb = readonly [number, number, number];
const missed = (from: Rgb, to: Rgb) =>
  missedBy(
    PATTERNS,
    { before: boxes([PLACE, from]), after: boxes([PLACE, to]), old: boxMask(PLACE) },
    { wanted: 'blue' },
  );

it('is nothing where a thing looks as its kind does', () => {
  expect(missed(ORANGE, BLUE)).toBeCloseTo(0, 1);
});

it('is all of the way where a thing is as it was', () => {
  const [from, to] = [labOf(ORANGE), labOf(BLUE)];
  expect(missed(ORANGE, ORANGE)).toBeCloseTo(Math.hypot(...from.map((value, i) => value - to[i]!)), 1);
});

it('is most of the way for a dull color between the two', () => {
  expect(missed(ORANGE, [120, 115, 135])).toBeGreaterThan(40);
});

it('takes a dark place into account, which darkens both looks', () => {
  const [dark, darkBlue] = [[200, 105, 15] as const, [25, 78, 180] as const];
  expect(missed(dark, darkBlue)).toBeLessThan(5);
});

it('says nothing of a thing that has none of the colors', () => {
  expect(missed([90, 90, 90], BLUE)).toBe(0);
});
