import type { Box } from '@dualedit/foundation';
import { type Corners, shareInside } from './detectors/detection.js';
import type { Instance } from './instance.js';

/** What is worn or held reaches over its owner: a hat stands above the head by half of its own height. */
const REACH = 0.5;
/** A part has at least this share of itself on its owner, reach included. */
const LEAST_SHARE = 0.6;

/**
 * Which of the parts are of one of the owners (`hat on the right cat`), best first: by how much of the part lies
 * on the owner, and by how sure the detector is of both. A part that lies more on another thing of the owners'
 * name is that one's.
 *
 * @param all everything that bears the owners' name
 */
export function partsOf(
  parts: readonly Instance[],
  owners: readonly Instance[],
  all: readonly Instance[] = owners,
): Instance[] {
  const pairs = parts.flatMap((part) => {
    const worth = (some: readonly Instance[]) =>
      Math.max(0, ...some.map((owner) => (part === owner ? 0 : claim(part, owner))));
    const mine = worth(owners);
    return mine > 0 && mine >= worth(all) ? [{ part, worth: mine * part.score }] : [];
  });
  return pairs.toSorted((a, b) => b.worth - a.worth).map(({ part }) => part);
}

/** How much of a part lies on its owner, without the reach around it counting twice: nearer owners claim more. */
function claim(part: Instance, owner: Instance): number {
  const share = shareOnOwner(part.box, owner.box);
  return share > 0 ? (share + shareInside(corners(part.box), corners(owner.box))) * owner.score : 0;
}

/** How much of a part lies on its owner, reach included; 0 if that is too little. */
export function shareOnOwner(part: Box, owner: Box): number {
  const [dx, dy] = [REACH * part.width, REACH * part.height];
  const [left, top, right, bottom] = corners(owner);
  const share = shareInside(corners(part), [left - dx, top - dy, right + dx, bottom + dy]);
  return share >= LEAST_SHARE ? share : 0;
}

function corners({ left, top, width, height }: Box): Corners {
  return [left, top, left + width, top + height];
}
