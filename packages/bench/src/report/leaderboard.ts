import type { MetricKey } from '../metrics/definitions.js';
import { type BenchRun, isFailure } from '../run/result.js';
import { type Estimate, estimateMean } from './bootstrap.js';
import { estimate } from './estimate.js';
import { metricOf } from './table.js';
import { EDIT_COUNTS, hasOutcomes, valuesOf } from './values.js';

/** What an arm costs per picture, as means. */
export interface Cost {
  seconds: number;
  /** Evaluations of the UNet, a batch of n counted n times, and how many of them with gradient. */
  evaluations: number;
  gradients: number;
}

/** One line of the leaderboard. */
export interface Standing {
  arm: string;
  /** What the lines are ordered by, best first. */
  success: Estimate;
  /** The same by number of edits, in the order of {@link EDIT_COUNTS}; undefined without such pictures. */
  byCount: (Estimate | undefined)[];
  /** By metric; undefined where no picture has it. */
  others: ReadonlyMap<MetricKey, Estimate | undefined>;
  cost: Cost;
  /** Pictures that could not be made. */
  failed: number;
}

export interface Leaderboard {
  /** What success is: all edits right, or how well the edited places fit their words if nothing says what is right. */
  metric: MetricKey;
  others: readonly MetricKey[];
  standings: Standing[];
}

const OTHERS = [
  ...(['editsRight', 'changedUnnamed', 'leakTargets', 'leakUnnamed'] as const),
  ...(['clipObject', 'truthRmse', 'tils', 'tels'] as const),
] satisfies MetricKey[];

/** The arms of a run by success, with what they cost. Arms without a single picture are left out. */
export function leaderboard(run: BenchRun): Leaderboard {
  const metric: MetricKey = hasOutcomes(run) ? 'pictureRight' : 'clipObject';
  const standings = run.arms
    .map(({ name }) => standingOf(run, name, metric))
    .filter((standing) => standing !== undefined)
    .sort((a, b) => b.success.mean - a.success.mean);
  const others = OTHERS.filter((key) => key !== metric && standings.some((one) => one.others.get(key)));
  return { metric, others, standings };
}

function standingOf(run: BenchRun, arm: string, metric: MetricKey): Standing | undefined {
  const of = (key: MetricKey, split?: string) => {
    const question = { row: arm, metric: key, scope: 'pasted', ...(split && { split }) } as const;
    return estimate(metricOf(key), [...valuesOf(run, question).values()]);
  };
  const success = of(metric);
  const cost = costOf(run, arm);
  if (!success || !cost) return undefined;
  return {
    arm,
    success,
    byCount: EDIT_COUNTS.map((count) => of(metric, count)),
    others: new Map(OTHERS.map((key) => [key, of(key)])),
    cost,
    failed: run.items.filter(({ arms }) => arms[arm] && isFailure(arms[arm])).length,
  };
}

/** Undefined if the arm made nothing. */
export function costOf({ items }: BenchRun, arm: string): Cost | undefined {
  const made = items.flatMap(({ arms }) => {
    const result = arms[arm];
    return result && !isFailure(result) ? [result.facts] : [];
  });
  if (made.length === 0) return undefined;
  const mean = (of: (facts: (typeof made)[0]) => number) => estimateMean(made.map(of))!.mean;
  return {
    seconds: mean(({ seconds }) => seconds),
    evaluations: mean(({ unetRuns, gradientRuns }) => unetRuns + gradientRuns),
    gradients: mean(({ gradientRuns }) => gradientRuns),
  };
}

/** The leaderboard as lines of Markdown. */
export function markdownLeaderboard({ metric, others, standings }: Leaderboard): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [
    ...['', 'method', metricOf(metric).name, ...EDIT_COUNTS],
    ...['seconds', 'evaluations', 'of them with gradient', 'not made'],
    ...others.map((key) => `${metricOf(key).name} ${metricOf(key).better === 'higher' ? '↑' : '↓'}`),
  ];
  return [
    line(head),
    line(head.map(() => '---')),
    ...standings.map(({ arm, success, byCount, others: own, cost, failed }, i) =>
      line([
        ...[String(i + 1), arm, textOf(metric, success), ...byCount.map((one) => textOf(metric, one))],
        ...[
          cost.seconds.toFixed(1),
          String(Math.round(cost.evaluations)),
          String(Math.round(cost.gradients)),
        ],
        ...[String(failed), ...others.map((key) => textOf(key, own.get(key)))],
      ]),
    ),
  ];
}

/** A share in percent with its interval, or a number with it. */
export function textOf(key: MetricKey, value: Estimate | undefined): string {
  if (!value) return '–';
  const { digits, isYesOrNo } = metricOf(key);
  if (isYesOrNo) {
    const percent = (share: number) => Math.round(100 * share);
    return `${percent(value.mean)} % (${percent(value.low)}…${percent(value.high)})`;
  }
  return `${value.mean.toFixed(digits)} (${value.low.toFixed(digits)}…${value.high.toFixed(digits)})`;
}
