import type { Change } from './edit.js';
import { NAMELESS } from './mask-source.js';

/**
 * What came of one change, as seen in the result: `came-out`; `missing`, the new thing is not there; `remains`, the old
 * one is; `appeared`, there is something new where nothing should be; `color`, it has another color than was asked for;
 * `unchanged`, hardly a pixel of it changed; `unknown`, nothing here can tell.
 */
export type Outcome = 'came-out' | 'missing' | 'remains' | 'appeared' | 'color' | 'unchanged' | 'unknown';

/** What came of one edit. */
export interface EditCheck {
  /** Absent in results that an earlier version stored. */
  kind?: Change['kind'];
  outcome: Outcome;
  /** What was edited, and what it should show now: `cup`, `red hat`. */
  source: string;
  target: string;
  /** What is there instead, if that was seen: another thing's name, or another color's. */
  seen?: string;
  /** What a removed thing wore, and what therefore is gone with it. */
  with?: string[];
}

/** A thing that no edit named, and what became of it. */
export interface KeptThing {
  /** {@link NAMELESS} if nothing here has a word for it. */
  name: string;
  /** Share of its pixels that changed by more than 16 levels in some channel, 0…1. */
  changed: number;
}

/** What a look at the result said of it. */
export interface Checks {
  /** One per edit, in their order. */
  edits: EditCheck[];
  /** The things that were protected. */
  kept: KeptThing[];
  /** Whether no edit is known to have failed, and everything that was protected is as before. */
  passed: boolean;
}

/** A protected thing is as before up to this share of changed pixels. */
const KEPT = 0.05;

/** Whether a thing that no edit named is as before. */
export function isKept({ changed }: KeptThing): boolean {
  return changed <= KEPT;
}

/** Whether an edit is known to have failed. */
export function hasFailed({ outcome }: EditCheck): boolean {
  return outcome !== 'came-out' && outcome !== 'unknown';
}

/** How many edits failed. */
export const countFailed = ({ edits }: Pick<Checks, 'edits'>): number => edits.filter(hasFailed).length;

/** What failed, one sentence each, for people to read: `The cup did not become a hat.` Empty if nothing did. */
export function failures({ edits, kept }: Checks): string[] {
  return [
    ...edits.filter(hasFailed).map(failureOf),
    ...kept
      .filter((thing) => !isKept(thing))
      .map(
        ({ name }) => `${name === NAMELESS ? 'Something' : `The ${name}`} changed, although nobody named it.`,
      ),
  ];
}

function failureOf({ kind, outcome, source, target, seen }: EditCheck): string {
  if (kind === 'insertion' && outcome !== 'color') return `There is no ${bareOf(target)} in the region.`;
  switch (outcome) {
    case 'color':
      return seen
        ? `The ${source} became ${seen} instead of ${target}.`
        : `The ${source} did not become ${target}.`;
    case 'remains':
      return `The ${source} is still there.`;
    case 'appeared':
      return `The ${source} is gone, but there is a ${seen} now.`;
    case 'unchanged':
      return `The ${source} hardly changed.`;
    default:
      return `The ${source} did not become ${target}${seen ? `: what is there looks like a ${seen}` : ''}.`;
  }
}

const bareOf = (phrase: string) => phrase.replace(/^an? /, '');
