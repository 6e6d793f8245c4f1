import { type BenchRun, type ItemResult, isFailure } from '../run/result.js';

/** A picture that an arm made worse than in an older run. */
export interface Worse {
  id: string;
  arm: string;
  /** Edits that came out before and do not any more. */
  lost: string[];
  /** Edits that came out before and now, of all of the picture. */
  before: number;
  now: number;
  of: number;
}

/**
 * The pictures of which fewer edits come out than in an older run, the worst first; of those that both runs have, by
 * arms that both have. A picture that cannot be made any more has lost all that came out.
 */
export function whatGotWorse(old: BenchRun, run: BenchRun): Worse[] {
  const worse = run.items.flatMap((item) => {
    const earlier = old.items.find(({ id }) => id === item.id);
    return earlier ? Object.keys(item.arms).flatMap((arm) => worseBy(earlier, item, arm) ?? []) : [];
  });
  return worse.sort((a, b) => b.lost.length - a.lost.length || a.id.localeCompare(b.id));
}

function worseBy(earlier: ItemResult, item: ItemResult, arm: string): Worse | undefined {
  const was = outcomesOf(earlier, arm);
  if (!was) return undefined;
  const is = outcomesOf(item, arm) ?? was.map(() => false);
  const lost = item.edits.filter((_, i) => was[i] && !is[i]);
  if (lost.length === 0) return undefined;
  const count = (outcomes: readonly boolean[]) => outcomes.filter(Boolean).length;
  return { id: item.id, arm, lost, before: count(was), now: count(is), of: item.edits.length };
}

function outcomesOf({ arms }: ItemResult, arm: string): boolean[] | undefined {
  const result = arms[arm];
  return result && !isFailure(result) ? result.outcomes : undefined;
}

export function markdownWorse(worse: readonly Worse[]): string[] {
  if (worse.length === 0) return ['No picture has an edit that came out before and does not any more.'];
  return [
    '| picture | method | came out before | now | lost |',
    '| --- | --- | --- | --- | --- |',
    ...worse.map(
      ({ id, arm, before, now, of, lost }) =>
        `| ${id} | ${arm} | ${before} of ${of} | ${now} of ${of} | ${lost.join(', ')} |`,
    ),
  ];
}
