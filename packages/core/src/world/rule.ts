import { DualeditError } from '@dualedit/foundation';
import type { WorldRule } from '../pack/pack.js';
import { LOOK_LENGTH } from './look.js';

/**
 * How far a picture is inside the world of a rule: below 0, it is outside.
 * @param look as `lookOf` returns it
 */
export function insideness({ weights, threshold }: WorldRule, look: readonly number[]): number {
  return look.reduce((sum, value, index) => sum + value * weights[index]!, -threshold);
}

/** @throws DualeditError `pack-unreadable` for a rule of another version */
export function checkRule(rule: WorldRule, pack: string): void {
  if (rule.weights.length === LOOK_LENGTH) return;
  throw new DualeditError({
    code: 'pack-unreadable',
    message: `Expected ${LOOK_LENGTH} weights in the world.json of ${pack} but received ${rule.weights.length}.`,
    hint: 'Make it again with tools/core/calibrate-world.ts, or remove it: then every picture is taken.',
    received: rule.weights.length,
  });
}
