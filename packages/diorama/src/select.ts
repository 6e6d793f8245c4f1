import { DualeditError, type Selector } from '@dualedit/foundation';
import { matches, parsePhrase } from './parse-phrase.js';
import { objectPhrase } from './phrase.js';
import type { Scene, SceneObject } from './scene.js';

/**
 * The objects of a scene that a source phrase with its selector means: one, or all for `all`. The best of
 * several is the largest.
 * @throws DualeditError `no-such-object` listing what is there, or what {@link parsePhrase} finds
 */
export function selectObjects(scene: Scene, source: string, which: Selector): SceneObject[] {
  const described = parsePhrase(source);
  const named = scene.objects.filter((object) => matches(object, described));
  const found =
    which.type === 'all' ? named : [choose(scene, named, which)].filter((one) => one !== undefined);
  if (found.length === 0) throw noSuchObject(scene, source);
  return found;
}

function choose(
  scene: Scene,
  named: SceneObject[],
  which: Exclude<Selector, { type: 'all' }>,
): SceneObject | undefined {
  const least = (key: (object: SceneObject) => number) => [...named].sort((a, b) => key(a) - key(b))[0];
  switch (which.type) {
    case 'best':
      return least(({ size }) => -size);
    case 'size':
      return least(({ size }) => (which.size === 'largest' ? -size : size));
    case 'depth':
      return which.depth === 'front' ? named.at(-1) : named[0];
    case 'side':
      return least(SIDES[which.side]);
    case 'ordinal':
      return [...named].sort((a, b) => a.x - b.x)[which.ordinal - 1];
    case 'part-of': {
      const owner = parsePhrase(which.owner);
      const owners = scene.objects.filter((object) => matches(object, owner)).map(({ id }) => id);
      return named.find(({ wornBy }) => wornBy !== undefined && owners.includes(wornBy));
    }
  }
}

/** What is least for the object furthest to a side. */
const SIDES: Record<'left' | 'right' | 'top' | 'bottom' | 'middle', (object: SceneObject) => number> = {
  left: ({ x }) => x,
  right: ({ x }) => -x,
  top: ({ y }) => y,
  bottom: ({ y }) => -y,
  middle: ({ x }) => Math.abs(x - 64),
};

function noSuchObject(scene: Scene, received: string): DualeditError {
  const present = scene.objects.map(objectPhrase).join(', ');
  return new DualeditError({
    code: 'no-such-object',
    message: `Expected something that is in the scene but received ${JSON.stringify(received)}. The scene has: ${present}.`,
    hint: `Name one of: ${present}.`,
    received,
  });
}
