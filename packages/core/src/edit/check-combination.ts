import { type Change, DualeditError } from '@dualedit/foundation';
import { hasClip } from '../clip/clip.js';
import { METHODS, type MethodName, methodOf } from '../methods/methods.js';
import type { ResolvedSettings } from './resolve.js';

/**
 * Refuses a method together with an inversion that it cannot start from, with a change that it cannot make, or with a
 * pack that lacks what it needs.
 * @throws DualeditError `method-inversion`, `method-removal`, `method-clip`
 */
export function checkCombination(
  { method, inversion }: Pick<ResolvedSettings, 'method' | 'inversion'>,
  edits: readonly Change[],
  pack: string,
): void {
  const { inversions, scores } = methodOf(method);
  if (!canMake(method, edits)) throw withoutRemovals(method);
  if (scores && !hasClip(pack)) throw withoutClip(method, pack);
  if (inversions.includes(inversion)) return;
  throw new DualeditError({
    code: 'method-inversion',
    message: `Expected the inversion ${inversions.join(' or ')} for the method ${method} but received ${inversion}.`,
    hint: `Leave the inversion out for ${inversions[0]}, together with a saved one, or choose another method.`,
    received: inversion,
  });
}

/** Whether a method makes changes of these kinds: not all of them remove things. */
export function canMake(method: MethodName, edits: readonly Change[]): boolean {
  return methodOf(method).removes === true || edits.every(({ kind }) => kind !== 'removal');
}

function withoutRemovals(method: MethodName): DualeditError {
  const others = (Object.keys(METHODS) as MethodName[]).filter((name) => methodOf(name).removes);
  return new DualeditError({
    code: 'method-removal',
    message: `The method ${method} removes nothing: it would draw something new where the thing was.`,
    hint: `Leave the method out for what is removed, or choose one of ${others.join(', ')}.`,
    received: method,
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
