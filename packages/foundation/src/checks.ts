/**
 * What came of one edit, as seen in the result: `came-out`; `missing`, the new thing is not there; `remains`, the old
 * one is; `color`, it has another color than was asked for; `unchanged`, hardly a pixel of it changed; `unknown`, nothing
 * here can tell.
 */
export type Outcome = 'came-out' | 'missing' | 'remains' | 'color' | 'unchanged' | 'unknown';

/** What came of one edit. */
export interface EditCheck {
  outcome: Outcome;
  /** What was edited, and what it should show now: `cup`, `red hat`. */
  source: string;
  target: string;
  /** What is there instead, if that was seen: another thing's name, or another color's. */
  seen?: string;
}

/** A thing that no edit named, and what became of it. */
export interface KeptThing {
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

/** What failed, one sentence each, for people to read: `The cup did not become a hat.` Empty if nothing did. */
export function failures({ edits, kept }: Checks): string[] {
  return [
    ...edits.filter(hasFailed).map(failureOf),
    ...kept
      .filter((thing) => !isKept(thing))
      .map(({ name }) => `The ${name} changed, although nobody named it.`),
  ];
}

function failureOf({ outcome, source, target, seen }: EditCheck): string {
  switch (outcome) {
    case 'color':
      return seen
        ? `The ${source} became ${seen} instead of ${target}.`
        : `The ${source} did not become ${target}.`;
    case 'remains':
      return `The ${source} is still there.`;
    case 'unchanged':
      return `The ${source} hardly changed.`;
    default:
      return `The ${source} did not become ${target}${seen ? `: what is there looks like a ${seen}` : ''}.`;
  }
}
