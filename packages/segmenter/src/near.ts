import type { Box, Relation } from '@dualedit/foundation';
import { shareOnOwner } from './belongs.js';
import type { Instance } from './instance.js';

/** A thing counts as next to another up to this share of the other's size away. */
const NEXT_TO = 1;

/**
 * The things that stand in a relation to one of the others, nearest first. Depth goes by where things touch the
 * ground: what reaches lower in the picture is in front.
 */
export function nearOnes(
  things: readonly Instance[],
  relation: Relation,
  others: readonly Instance[],
): Instance[] {
  const ranked = things.flatMap((thing) => {
    const rivals = others.filter((other) => other !== thing && HOLDS[relation](thing.box, other.box));
    const distance = Math.min(...rivals.map((other) => gap(thing.box, other.box)));
    return rivals.length > 0 ? [{ thing, distance }] : [];
  });
  return ranked.toSorted((a, b) => a.distance - b.distance).map(({ thing }) => thing);
}

const x = ({ left, width }: Box) => left + width / 2;
const y = ({ top, height }: Box) => top + height / 2;
const ground = ({ top, height }: Box) => top + height;

const HOLDS: Readonly<Record<Relation, (thing: Box, other: Box) => boolean>> = {
  'next-to': (a, b) => gap(a, b) <= NEXT_TO * Math.max(b.width, b.height),
  'left-of': (a, b) => x(a) < x(b),
  'right-of': (a, b) => x(a) > x(b),
  above: (a, b) => y(a) < y(b),
  under: (a, b) => y(a) > y(b),
  behind: (a, b) => ground(a) < ground(b),
  'in-front-of': (a, b) => ground(a) > ground(b),
  // Which of the two holds the other is told by their sizes.
  with: (a, b) => (a.width * a.height > b.width * b.height ? shareOnOwner(b, a) : shareOnOwner(a, b)) > 0,
};

/** Pixels between two boxes; 0 if they touch or overlap, less the more they overlap. */
function gap(a: Box, b: Box): number {
  const across = Math.max(a.left, b.left) - Math.min(a.left + a.width, b.left + b.width);
  const down = Math.max(a.top, b.top) - Math.min(a.top + a.height, b.top + b.height);
  return across > 0 || down > 0 ? Math.hypot(Math.max(0, across), Math.max(0, down)) : Math.max(across, down);
}
