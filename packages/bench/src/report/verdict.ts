import type { BenchRun } from '../run/result.js';
import { type Estimate, estimateDifference, isClear } from './bootstrap.js';
import { type Column, columnName, metricOf } from './table.js';
import { valuesOf } from './values.js';

/** Another arm does better than the one that is asked about. */
export interface Defeat {
  split: string;
  column: Column;
  winner: string;
  /** Winner minus loser, over the items that both have. */
  difference: Estimate;
  /** The interval of the difference leaves no room for none. */
  clear: boolean;
}

/** Where `arm` is not the best of the arms: by column and split, the arm that is furthest ahead of it. */
export function defeats(
  run: BenchRun,
  arm: string,
  request: { arms: readonly string[]; columns: readonly Column[]; splits: readonly string[] },
): Defeat[] {
  return request.splits.flatMap((split) =>
    request.columns.flatMap((column) => {
      const question = { ...column, ...(split === 'all' ? {} : { split }) };
      const own = valuesOf(run, { row: arm, ...question });
      const sign = metricOf(column.metric).better === 'higher' ? 1 : -1;
      const ahead = request.arms
        .filter((other) => other !== arm)
        .map((winner) => ({
          winner,
          difference: estimateDifference(valuesOf(run, { row: winner, ...question }), own),
        }))
        .filter(
          (other): other is { winner: string; difference: Estimate } =>
            (other.difference?.mean ?? 0) * sign > 0,
        )
        .sort((a, b) => sign * (b.difference.mean - a.difference.mean))[0];
      return ahead ? [{ split, column, ...ahead, clear: isClear(ahead.difference) }] : [];
    }),
  );
}

/** One sentence a defeat, the clear ones first. */
export function sayDefeats(arm: string, all: readonly Defeat[]): string[] {
  if (all.length === 0) return [`${arm} has the best mean in every column and split.`];
  return [...all]
    .sort((a, b) => Number(b.clear) - Number(a.clear))
    .map(({ split, column, winner, difference, clear }) => {
      const { digits } = metricOf(column.metric);
      const [low, high] = [difference.low.toFixed(digits + 1), difference.high.toFixed(digits + 1)];
      const sureness = clear ? 'beyond chance' : 'within chance';
      return `${split}: ${columnName(column)} is better with ${winner}, by ${Math.abs(difference.mean).toFixed(digits + 1)} (difference ${low} to ${high}: ${sureness}).`;
    });
}
