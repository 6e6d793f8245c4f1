import { DualeditError } from '@dualedit/foundation';
import type { Scene } from './scene.js';
import { vocabulary, type World } from './vocabulary.js';

type Kind = 'noun' | 'color' | 'material' | 'background' | 'world' | 'level';

/** The error of a value outside a closed list; its message lists what is known. */
export function unknown(kind: Kind, received: unknown, known: readonly (string | number)[]): DualeditError {
  return new DualeditError({
    code: `unknown-${kind}`,
    message: `Expected a ${kind} of the diorama world but received ${JSON.stringify(received)}. Known: ${known.join(', ')}.`,
    hint: `Use one of: ${known.join(', ')}.`,
    received,
  });
}

export function checkKnown<T extends string | number>(kind: Kind, value: unknown, known: readonly T[]): T {
  if (!known.includes(value as T)) throw unknown(kind, value, known);
  return value as T;
}

/** @throws DualeditError `scene-seed` unless it is an integer from 0 to 2^53 − 1 */
export function checkSeed(seed: number): void {
  if (Number.isSafeInteger(seed) && seed >= 0) return;
  throw new DualeditError({
    code: 'scene-seed',
    message: `Expected a seed from 0 to ${Number.MAX_SAFE_INTEGER}, a whole number, but received ${seed}.`,
    hint: 'Give a whole number such as 7.',
    received: seed,
  });
}

/** @throws DualeditError `scene-size` unless it is an integer from 16 to 2048 */
export function checkSize(size: number): void {
  if (Number.isInteger(size) && size >= 16 && size <= 2048) return;
  throw new DualeditError({
    code: 'scene-size',
    message: `Expected a picture size from 16 to 2048 pixels, a whole number, but received ${size}.`,
    hint: 'Give one length; pictures of scenes are square. 128 is the size for training, 512 a good one to look at.',
    received: size,
  });
}

export function checkWorld(world: string): World {
  return checkKnown('world', world, ['starter', 'full']);
}

/**
 * @throws DualeditError `unknown-noun`, `unknown-color`, `unknown-material`, `unknown-background`,
 * `scene-seed`, `scene-object` for a place or size that is no number, a repeated id, or a wearer that is not there
 */
export function checkScene(scene: Scene): void {
  const known = vocabulary('full');
  checkSeed(scene.seed);
  checkKnown('background', scene.background, known.backgrounds);
  const ids = scene.objects.map(({ id }) => id);
  scene.objects.forEach((object, k) => {
    checkKnown('noun', object.noun, known.nouns);
    if (object.color !== undefined) checkKnown('color', object.color, known.colors);
    if (object.material !== undefined) checkKnown('material', object.material, known.materials);
    if (ids.indexOf(object.id) !== k)
      throw badObject(object.noun, 'an id that no other object has', object.id);
    if (object.wornBy !== undefined && !ids.includes(object.wornBy))
      throw badObject(object.noun, `a wearer among the ids ${ids.join(', ')}`, object.wornBy);
    if (!(object.size > 0 && Number.isFinite(object.size + object.x + object.y)))
      throw badObject(object.noun, 'finite x and y and a size above 0', [object.x, object.y, object.size]);
  });
}

function badObject(noun: string, expected: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'scene-object',
    message: `Expected ${expected} for the ${noun} but received ${JSON.stringify(received)}.`,
    hint: 'Compare the scene with one made by sceneFromSeed.',
    received,
  });
}
