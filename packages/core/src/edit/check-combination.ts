import { DualeditError } from '@dualedit/foundation';
import { hasClip } from '../clip/clip.js';
import { type MethodName, methodOf } from '../methods/methods.js';
import type { ResolvedSettings } from './resolve.js';

/**
 * Refuses a method together with an inversion that it cannot start from, or with a pack that lacks what it needs.
 * @throws DualeditError `method-inversion`, `method-clip`
 */
export function checkCombination(
  { method, inversion }: Pick<ResolvedSettings, 'method' | 'inversion'>,
  pack: string,
): void {
  const { inversions, scores } = methodOf(method);
  if (scores && !hasClip(pack)) throw withoutClip(method, pack);
  if (inversions.includes(inversion)) return;
  throw new DualeditError({
    code: 'method-inversion',
    message: `Expected the inversion ${inversions.join(' or ')} for the method ${method} but received ${inversion}.`,
    hint: `Leave the inversion out for ${inversions[0]}, together with a saved one, or choose another method.`,
    received: inversion,
  });
}

function withoutClip(method: MethodName, pack: string): DualeditError {
  return new DualeditError({
    code: 'method-clip',
    message: `The method ${method} scores what it draws with a CLIP, which the pack in ${pack} does not have.`,
    hint: 'Choose another method, or a pack with a folder "clip", such as the embedded one.',
    received: method,
  });
}
