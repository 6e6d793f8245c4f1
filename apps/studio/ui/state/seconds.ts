import type { EditView } from '../../src/contract.js';

type Timed = Pick<EditView, 'status' | 'startedAt' | 'finishedAt' | 'variants'>;

/** How many edits an estimate is made of. */
const MOST = 9;

/** How long an edit took, in seconds; undefined if it is not done. */
export function secondsOf({ startedAt, finishedAt }: Timed): number | undefined {
  if (startedAt === undefined || finishedAt === undefined) return undefined;
  return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}

/** The median over the newest edits that were done, per variant. */
export function medianSeconds(edits: readonly Timed[]): number | undefined {
  const times = edits
    .filter(({ status }) => status === 'done')
    .slice(0, MOST)
    .flatMap((edit) => {
      const seconds = secondsOf(edit);
      return seconds === undefined ? [] : [seconds / Math.max(1, edit.variants)];
    })
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}
