import type { Selector } from '@dualedit/foundation';
import { partsOf } from './belongs.js';
import type { Instance, Segmentation } from './instance.js';
import { nearOnes } from './near.js';
import { selectInstances } from './select.js';

/** A name that the detector is asked for, and whether more than one thing of it is known to be there. */
export interface Name {
  phrase: string;
  several: boolean;
}

/** Selectors that one uses if there are several things of a name. */
const TELLS_APART: ReadonlySet<Selector['type']> = new Set(['side', 'size', 'depth', 'ordinal']);

/** All names in a source with its selector. The detector finds each by itself; geometry tells what belongs together. */
export function namesOf(source: string, which: Selector): Name[] {
  const other = otherOf(which);
  if (!other) return [{ phrase: source, several: isSeveral(which) }];
  const others = namesOf(other.phrase, other.which);
  // Who tells several owners apart sees several of what they own.
  const several = isSeveral(other.own) || others[0]!.several;
  return [{ phrase: source, several }, ...others];
}

function isSeveral(which: Selector): boolean {
  return TELLS_APART.has(which.type) || (which.type === 'all' && which.count !== undefined);
}

function otherOf(which: Selector): { phrase: string; which: Selector; own: Selector } | undefined {
  const best: Selector = { type: 'best' };
  if (which.type === 'part-of')
    return { phrase: which.owner, which: which.ownerWhich ?? best, own: which.which ?? best };
  if (which.type === 'near')
    return { phrase: which.other, which: which.otherWhich ?? best, own: which.which ?? best };
  return undefined;
}

/** The instances that a source with its selector means; empty if there is none. */
export function findMeant(source: string, which: Selector, found: Segmentation): Instance[] {
  const instances = instancesOf(source, found);
  switch (which.type) {
    case 'part-of': {
      const all = instancesOf(which.owner, found);
      const owners = which.ownerWhich ? findMeant(which.owner, which.ownerWhich, found) : all;
      return chosen(partsOf(instances, owners, all), which.which);
    }
    case 'near': {
      const others = which.otherWhich
        ? findMeant(which.other, which.otherWhich, found)
        : instancesOf(which.other, found);
      return chosen(nearOnes(instances, which.relation, others), which.which);
    }
    default:
      return selectInstances(instances, which);
  }
}

/** Of things that all fit, best first, the one that a selector means; the first if it says nothing. */
function chosen(instances: readonly Instance[], which: Parameters<typeof selectInstances>[1] | undefined) {
  return which ? selectInstances(instances, which) : instances.slice(0, 1);
}

/** What was found for a phrase. */
export function instancesOf(phrase: string, { phrases }: Segmentation): Instance[] {
  return phrases.find((result) => result.phrase === phrase)!.instances;
}
