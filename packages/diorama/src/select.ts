import { DualeditError, type OwnSelector, type Selector } from '@dualedit/foundation';
import { isNear } from './near.js';
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
  const found = meant(scene, named, which);
  if (found.length === 0) throw noSuchObject(scene, source);
  return found;
}

function meant(scene: Scene, named: SceneObject[], which: Selector): SceneObject[] {
  switch (which.type) {
    case 'part-of': {
      const owners = selectObjects(scene, which.owner, which.ownerWhich ?? { type: 'all' });
      const ids = owners.map(({ id }) => id);
      return choose(
        named.filter(({ wornBy }) => wornBy !== undefined && ids.includes(wornBy)),
        which.which,
      );
    }
    case 'near': {
      const others = selectObjects(scene, which.other, which.otherWhich ?? { type: 'all' });
      return choose(
        named.filter((object) => others.some((other) => isNear(scene, object, which.relation, other))),
        which.which,
      );
    }
    default:
      return choose(named, which);
  }
}

function choose(named: SceneObject[], which: OwnSelector = { type: 'best' }): SceneObject[] {
  const among = 'row' in which && which.row ? inRow(named, which.row) : named;
  if (which.type !== 'all') return [chooseOne(among, which)].filter((one) => one !== undefined);
  return which.count === undefined || which.count === among.length ? among : [];
}

/** Things of a scene stand in one row if their middles are closer than half of the smaller one. */
function inRow(named: readonly SceneObject[], row: 'top' | 'middle' | 'bottom'): SceneObject[] {
  const rows: SceneObject[][] = [];
  for (const object of [...named].sort((a, b) => a.y - b.y)) {
    const above = rows.at(-1)?.at(-1);
    if (above && object.y - above.y <= Math.min(above.size, object.size) / 2) rows.at(-1)!.push(object);
    else rows.push([object]);
  }
  const middle = rows.length % 2 === 1 ? (rows.length - 1) / 2 : -1;
  const found = row === 'bottom' ? rows.at(-1) : rows[row === 'top' ? 0 : middle];
  return found ?? [];
}

function chooseOne(
  named: SceneObject[],
  which: Exclude<OwnSelector, { type: 'all' }>,
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
      return [...named].sort((a, b) => SIDES[which.from ?? 'left'](a) - SIDES[which.from ?? 'left'](b))[
        which.ordinal - 1
      ];
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
