import { seededRandom } from '../random.js';

/** A mean with its 95 % bootstrap interval; `n` values went in. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
  n: number;
}

const RESAMPLES = 2000;
const SEED = 1;

/**
 * The mean of values and its 95 % percentile-bootstrap interval (Efron 1979): 2000 resamples with
 * replacement, always the same ones. Undefined of no values.
 */
export function estimateMean(values: readonly number[]): Estimate | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const random = seededRandom(SEED);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[Math.floor(random() * n)]!;
    return sum / n;
  }).sort();
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / n,
    low: means[Math.floor(0.025 * RESAMPLES)]!,
    high: means[Math.ceil(0.975 * RESAMPLES) - 1]!,
    n,
  };
}

/** The mean of `a − b` over what both have: paired, so that easy and hard pictures cancel out. */
export function estimateDifference(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): Estimate | undefined {
  const shared = [...a.keys()].filter((id) => b.has(id));
  return estimateMean(shared.map((id) => a.get(id)! - b.get(id)!));
}

/** Of fewer values a bootstrap interval is too narrow to conclude anything from. */
const FEWEST = 8;

/** Whether an interval leaves no room for "no difference". */
export const isClear = ({ low, high, n }: Estimate): boolean => n >= FEWEST && (low > 0 || high < 0);
