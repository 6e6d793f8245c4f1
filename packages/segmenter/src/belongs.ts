import type { Box } from '@dualedit/foundation';
import { type Corners, shareInside } from './detectors/detection.js';
import type { Instance } from './instance.js';

/** What is worn or held reaches over its owner: a hat stands above the head by half of its own height. */
const REACH = 0.5;
/** A part has at least this share of itself on its owner, reach included. */
const LEAST_SHARE = 0.6;

/**
 * Which of the parts are of one of the owners (`hat on the cat`), best first: by how much of the part lies on
 * the owner, and by how sure the detector is of both.
 */
export function partsOf(parts: readonly Instance[], owners: readonly Instance[]): Instance[] {
  const pairs = parts.flatMap((part) => {
    const worth = Math.max(0, ...owners.map((owner) => belonging(part, owner) * owner.score * part.score));
    return worth > 0 ? [{ part, worth }] : [];
  });
  return pairs.toSorted((a, b) => b.worth - a.worth).map(({ part }) => part);
}

function belonging(part: Instance, owner: Instance): number {
  if (part === owner) return 0;
  const [dx, dy] = [REACH * part.box.width, REACH * part.box.height];
  const [left, top, right, bottom] = corners(owner.box);
  const share = shareInside(corners(part.box), [left - dx, top - dy, right + dx, bottom + dy]);
  return share >= LEAST_SHARE ? share : 0;
}

function corners({ left, top, width, height }: Box): Corners {
  return [left, top, left + width, top + height];
}
