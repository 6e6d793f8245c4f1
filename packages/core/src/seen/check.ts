import {
  countInside,
  countOverlap,
  type Edit,
  type EditCheck,
  type SeenThing,
  targetPhrase,
} from '@dualedit/foundation';
import { articleFor, bare } from '../text/phrases.js';
import { changedShare } from './changed.js';
import { colorCheck } from './check-color.js';
import type { Looked } from './looked.js';
import { isCalled } from './unnamed.js';

/** A thing is an edit's if this much of it lies where the edit was pasted, … */
const ITS_OWN = 0.5;
/** … and if it is not far smaller than what was there. */
const LEAST = 0.15;
/** … and nothing else there covers so much more of what was there: a scarf is no panda's end if a tiger wears it. */
const MOSTLY = 0.5;
/** Of something new this much lies where it was pasted, or it is cut off: half a cat is no cat. */
const WHOLE = 0.85;
/** An edit that changed less of its thing than this changed nothing that anyone sees. */
export const LEAST_CHANGED = 0.05;

/** What came of one edit of a thing. */
export function checkThing(edit: Edit, looked: Looked): EditCheck {
  const phrase = bare(targetPhrase(edit));
  const said = {
    kind: edit.kind,
    source: bare(edit.source),
    target: edit.kind === 'attribute' ? bare(edit.target) : `${articleFor(phrase)} ${phrase}`,
  };
  const mask = looked.old.data;
  const changed = changedShare(looked.before, looked.after, (pixel) => mask[pixel]! > 127);
  if (changed < LEAST_CHANGED) return { outcome: 'unchanged', ...said };
  const { there, instead, remains } = findNew(edit, phrase, looked);
  if (looked.things && !there) {
    return {
      outcome: 'missing',
      ...said,
      ...(instead && !isCalled(edit.source, instead) && { seen: instead }),
    };
  }
  if (remains) return { outcome: 'remains', ...said };
  const color =
    edit.kind === 'object'
      ? undefined
      : colorCheck(edit, looked, there ?? { name: bare(edit.source), mask: looked.old });
  if (color) return { ...color, ...said };
  return { outcome: looked.things ? 'came-out' : 'unknown', ...said };
}

/** The new thing, if it is there, or else the name of what is; and whether another kind's old one is there still. */
function findNew(edit: Edit, phrase: string, looked: Looked) {
  const { old } = looked;
  const mine = thingsIn(looked, LEAST);
  const covered = new Map(mine.map((thing) => [thing, countOverlap(thing.mask, old).both]));
  const largest = mine.toSorted((a, b) => covered.get(b)! - covered.get(a)!);
  const wanted = edit.kind === 'attribute' ? bare(edit.source) : phrase;
  const remains = mine.some(({ name }) => isCalled(edit.source, name) && !isCalled(wanted, name));
  const there = largest.find(({ name }) => isCalled(wanted, name));
  if (there && edit.kind !== 'attribute' && isCut(there, looked)) return { remains };
  const isBesideIt = there && covered.get(there)! < MOSTLY * covered.get(largest[0]!)!;
  return { there: isBesideIt ? undefined : there, instead: largest[0]?.name, remains };
}

function isCut({ mask }: SeenThing, { area }: Looked): boolean {
  const { both, first } = countOverlap(mask, area);
  return both < WHOLE * first;
}

/**
 * What is surely seen where the edit was pasted, and is not smaller than `least` of what was there. Something faint was
 * expected, and is mostly a blur: it says where a thing was drawn, and not that one was.
 */
export function thingsIn({ things = [], old, area }: Looked, least: number): SeenThing[] {
  const smallest = least * countInside(old);
  return things.filter(({ mask, isFaint }) => {
    if (isFaint) return false;
    const { both, first } = countOverlap(mask, area);
    return both >= Math.max(ITS_OWN * first, smallest);
  });
}
