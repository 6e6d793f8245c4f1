import { mean } from '../../shared/statistics.js';
import type { Example } from './networks.js';

/** Examples as numbers of mean 0 and variance 1, row by row. */
export interface Rows {
  count: number;
  length: number;
  values: Float64Array;
  /** Per row 1 for what is inside and 0 for what is not, and how much it counts. */
  sides: Float64Array;
  shares: Float64Array;
  /** The same weights for numbers as they were. */
  unscaled(weights: readonly number[], bias: number): { weights: number[]; bias: number };
}

/** Numbers that hardly vary are not made more of than this. */
const LEAST_DEVIATION = 0.02;

export function standardized(examples: readonly Example[]): Rows {
  const length = examples[0]!.look.length;
  const column = (at: number) => examples.map(({ look }) => look[at]!);
  const means = Array.from({ length }, (_, at) => mean(column(at)));
  const deviations = means.map((middle, at) =>
    Math.max(LEAST_DEVIATION, Math.sqrt(mean(column(at).map((value) => (value - middle) ** 2)))),
  );
  const inside = examples.filter(({ isInside }) => isInside).length;
  return {
    count: examples.length,
    length,
    values: Float64Array.from(
      examples.flatMap(({ look }) => look.map((value, at) => (value - means[at]!) / deviations[at]!)),
    ),
    sides: Float64Array.from(examples, ({ isInside }) => Number(isInside)),
    shares: Float64Array.from(
      examples,
      ({ isInside }) => 0.5 / (isInside ? inside : examples.length - inside),
    ),
    unscaled(scaled, bias) {
      const weights = scaled.map((weight, at) => weight / deviations[at]!);
      return { weights, bias: bias - weights.reduce((sum, weight, at) => sum + weight * means[at]!, 0) };
    },
  };
}
