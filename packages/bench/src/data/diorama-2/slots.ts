/** The groups of Diorama-Bench 2; README.md says what is in them. */
export const SPLITS = ['apart', 'overlapping', 'dressed', 'twins', 'crowd'] as const;
export type Split = (typeof SPLITS)[number];

/** What a scene of the data set is for. */
export interface Slot {
  split: Split;
  /** Things that are edited, 0…8. */
  things: number;
  /** Whether the background is edited too. */
  background: boolean;
}

/** Sizes of the data set, in scenes. Smaller ones are the first scenes of the larger. */
export const SIZES = { quick: 20, nightly: 60, full: 200 } as const;
export type SizeName = keyof typeof SIZES;

/** Share of the scenes. Crowds have the most, since five to eight edits are only possible there. */
const SHARES: Record<Split, number> = { apart: 7, overlapping: 7, dressed: 7, twins: 7, crowd: 12 };
const ALL = SPLITS.reduce((sum, split) => sum + SHARES[split], 0);

/** Things edited in the scenes of each split, in turn; `+` also edits the background. */
const EDITS: Record<Split, string> = {
  apart: '1 2 0+ 1 2+ 1+ 2',
  overlapping: '1 2 3 1+ 2 1 2',
  dressed: '1 2 1 1+ 1 2 0+',
  twins: '1 2 1 2+ 1 2 3',
  crowd: '8 3 7 5 6+ 4 7+ 6 4+ 8 5+ 4',
};

/** The first `count` slots, always the same: the splits in turn, each as often as its share says. */
export function slots(count: number): Slot[] {
  const taken: Record<Split, number> = { apart: 0, overlapping: 0, dressed: 0, twins: 0, crowd: 0 };
  return Array.from({ length: count }, (_, at) => {
    const due = (split: Split) => ((at + 1) * SHARES[split]) / ALL - taken[split];
    const split = SPLITS.reduce((best, other) => (due(other) > due(best) ? other : best));
    const edits = EDITS[split].split(' ');
    const own = edits[taken[split]++ % edits.length]!;
    return { split, things: Number(own[0]), background: own.endsWith('+') };
  });
}
