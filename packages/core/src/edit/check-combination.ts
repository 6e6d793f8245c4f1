import { DualeditError } from '@dualedit/foundation';
import { methodOf } from '../methods/methods.js';
import type { ResolvedSettings } from './resolve.js';

/**
 * Refuses a method together with an inversion that it cannot start from.
 * @throws DualeditError `method-inversion`
 */
export function checkCombination({
  method,
  inversion,
}: Pick<ResolvedSettings, 'method' | 'inversion'>): void {
  const { inversions } = methodOf(method);
  if (inversions.includes(inversion)) return;
  throw new DualeditError({
    code: 'method-inversion',
    message: `Expected the inversion ${inversions.join(' or ')} for the method ${method} but received ${inversion}.`,
    hint: `Leave the inversion out for ${inversions[0]}, together with a saved one, or choose another method.`,
    received: inversion,
  });
}
