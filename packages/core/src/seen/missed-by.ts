import { type Lab, labDistance, meanLab } from '@dualedit/foundation';
import type { Palette } from '../pack/pack.js';
import type { Looked } from './looked.js';
import { nearestOf } from './nearest-of.js';

/** Something farther in Lab from all colors of its kind has none of them: a panda as it is born. */
const NATURAL = 20;

interface Wanted {
  wanted: string;
  /** What the detector says that the thing looks like. */
  looks?: readonly string[] | undefined;
}

/**
 * How far in Lab a recolored thing is from what it should look like: from its look before, moved as looks of its kind
 * differ between the two colors. The light on a thing, and what shines through it, are in both looks alike; beside a
 * palette alone, good blue glasses on a bear are as far off as dull ones on a fox.
 * @param patterns how its kind looks, by pattern and color
 * @returns 0 if its color before is none of them, as nothing can be said then
 */
export function missedBy(
  patterns: Palette[string],
  { before, after, old }: Pick<Looked, 'before' | 'after' | 'old'>,
  { wanted, looks = [] }: Wanted,
): number {
  const pattern = looks.find((look) => look in patterns) ?? 'plain';
  const colors = patterns[pattern]!;
  const was = colors[nearestOf(patterns, before, { mask: old, looks: [pattern] })]!;
  const own = meanLab(before, old);
  if (labDistance(own, was) > NATURAL) return 0;
  const should = own.map((value, i) => value + colors[wanted]![i]! - was[i]!);
  return labDistance(meanLab(after, old), should as unknown as Lab);
}
