import { countInside, type OwnSelector } from '@dualedit/foundation';
import type { Instance } from './instance.js';
import { inRow } from './rows.js';

/**
 * The instances of one phrase that a selector means; empty where there are fewer than its ordinal.
 *
 * - `best` is the one with the highest score;
 * - `left`, `right`, `top` and `bottom` go by the middles of the boxes;
 * - `middle` is the middle one of a row of three, five, …, else the one nearest to the middle of the picture;
 * - `largest` and `smallest` go by the masks' areas;
 * - `front` is the one whose lowest point is lowest: things stand on one ground;
 * - ordinals count from the left, or from the side that the selector says;
 * - a row narrows the choice to the things that stand at one height.
 */
export function selectInstances(instances: readonly Instance[], which: OwnSelector): Instance[] {
  const among = 'row' in which && which.row ? inRow(instances, which.row) : instances;
  if (which.type === 'all') return [...among];
  const one = choose(among, which);
  return one ? [one] : [];
}

function choose(
  instances: readonly Instance[],
  which: Exclude<OwnSelector, { type: 'all' }>,
): Instance | undefined {
  switch (which.type) {
    case 'best':
      return least(instances, ({ score }) => -score);
    case 'side':
      return which.side === 'middle' ? middle(instances) : least(instances, FAR[which.side]);
    case 'size':
      return least(instances, ({ mask }) => (which.size === 'largest' ? -1 : 1) * countInside(mask));
    case 'depth':
      return least(instances, ({ box }) => (box.top + box.height) * (which.depth === 'front' ? -1 : 1));
    case 'ordinal':
      return instances.toSorted((a, b) => FAR[which.from ?? 'left'](a) - FAR[which.from ?? 'left'](b))[
        which.ordinal - 1
      ];
  }
}

const FAR: Record<'left' | 'right' | 'top' | 'bottom', (instance: Instance) => number> = {
  left: (instance) => centre(instance).x,
  right: (instance) => -centre(instance).x,
  top: (instance) => centre(instance).y,
  bottom: (instance) => -centre(instance).y,
};

function middle(instances: readonly Instance[]): Instance | undefined {
  if (instances.length % 2 === 1) {
    const [x, y] = (['x', 'y'] as const).map((axis) =>
      instances.toSorted((a, b) => centre(a)[axis] - centre(b)[axis]),
    ) as [Instance[], Instance[]];
    const spread = (row: Instance[], axis: 'x' | 'y') => centre(row.at(-1)!)[axis] - centre(row[0]!)[axis];
    return (spread(x, 'x') >= spread(y, 'y') ? x : y)[(instances.length - 1) / 2];
  }
  return least(instances, (instance) => {
    const { x, y } = centre(instance);
    return Math.hypot(x - instance.mask.width / 2, y - instance.mask.height / 2);
  });
}

function least(instances: readonly Instance[], key: (instance: Instance) => number): Instance | undefined {
  return instances.toSorted((a, b) => key(a) - key(b))[0];
}

function centre({ box }: Instance): { x: number; y: number } {
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
