import { DualeditError } from '@dualedit/foundation';
import type { WorldRule } from '../pack/pack.js';
import { LOOK_LENGTH } from './look.js';

/**
 * How far a picture is inside the world of a rule: below 0, it is outside.
 * @param look as `lookOf` returns it
 */
export function insideness({ units, threshold }: WorldRule, look: readonly number[]): number {
  return units.reduce((total, { weights, bias, out }) => {
    const sum = look.reduce((so, value, index) => so + value * weights[index]!, bias);
    return total + out * Math.max(0, sum);
  }, -threshold);
}

/** @throws DualeditError `pack-unreadable` for a rule of another version */
export function checkRule(rule: WorldRule, pack: string): void {
  const lengths = rule.units?.map(({ weights }) => weights.length) ?? [];
  const received = lengths.find((length) => length !== LOOK_LENGTH);
  if (lengths.length > 0 && received === undefined) return;
  throw new DualeditError({
    code: 'pack-unreadable',
    message: `Expected units of ${LOOK_LENGTH} weights in the world.json of ${pack} but received ${received ?? 'none'}.`,
    hint: 'Make it again with tools/core/calibrate-world.ts, or remove it: then every picture is taken.',
    received: received ?? 0,
  });
}
