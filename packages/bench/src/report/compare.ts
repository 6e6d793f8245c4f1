import { METRICS } from '../metrics/definitions.js';
import type { BenchRun } from '../run/result.js';
import { type Estimate, estimateDifference, isClear } from './bootstrap.js';
import { type Scope, valuesOf } from './values.js';

/** What became of one number between two runs. */
export interface Change {
  arm: string;
  metric: string;
  scope: Scope;
  /** New minus old, over the items that both runs have. */
  difference: Estimate;
  verdict: 'better' | 'worse' | 'same within chance';
}

/** Compares the arms that two runs share, metric by metric, on the items that they share. */
export function compareRuns(old: BenchRun, now: BenchRun): Change[] {
  const arms = now.arms.map(({ name }) => name).filter((name) => old.arms.some((arm) => arm.name === name));
  return arms.flatMap((arm) =>
    (['pasted', 'model'] as const).flatMap((scope) =>
      METRICS.flatMap(({ key, better }) => {
        const question = { row: arm, metric: key, scope };
        const difference = estimateDifference(valuesOf(now, question), valuesOf(old, question));
        if (!difference) return [];
        const sign = better === 'higher' ? 1 : -1;
        const verdict = isClear(difference)
          ? sign * difference.mean > 0
            ? 'better'
            : 'worse'
          : 'same within chance';
        return [{ arm, metric: key, scope, difference, verdict } satisfies Change];
      }),
    ),
  );
}

export function markdownChanges(changes: readonly Change[]): string[] {
  return [
    '| method | metric | picture | new − old | n | verdict |',
    '| --- | --- | --- | --- | --- | --- |',
    ...changes.map(({ arm, metric, scope, difference: d, verdict }) => {
      const { digits } = METRICS.find(({ key }) => key === metric)!;
      const text = (value: number) => value.toFixed(digits + 1);
      return `| ${arm} | ${metric} | ${scope === 'model' ? 'drawn' : 'pasted'} | ${text(d.mean)} (${text(d.low)} to ${text(d.high)}) | ${d.n} | ${verdict} |`;
    }),
  ];
}
