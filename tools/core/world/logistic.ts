/** One picture: its numbers, and on which side it is. */
export interface Example {
  look: readonly number[];
  isInside: boolean;
}

export interface Separation {
  weights: number[];
  /** Added to the weighted sum: above 0, a picture is more likely inside. */
  bias: number;
}

/** Numbers that hardly vary are not made more of than this. */
const LEAST_DEVIATION = 1e-3;
const ROUNDS = 30;

/**
 * Logistic regression by Newton's method. Both sides count alike however many examples each has; `decay` times the
 * squares of the weights, of numbers of variance 1, is added to the mean loss.
 */
export function separate(examples: readonly Example[], decay: number): Separation {
  const length = examples[0]!.look.length;
  const column = (at: number) => examples.map(({ look }) => look[at]!);
  const means = Array.from({ length }, (_, at) => average(column(at)));
  const deviations = means.map((mean, at) =>
    Math.max(LEAST_DEVIATION, Math.sqrt(average(column(at).map((value) => (value - mean) ** 2)))),
  );
  const rows = examples.map(({ look }) => [
    ...look.map((value, at) => (value - means[at]!) / deviations[at]!),
    1,
  ]);
  const inside = examples.filter(({ isInside }) => isInside).length;
  const shares = examples.map(({ isInside }) => 0.5 / (isInside ? inside : examples.length - inside));
  const fitted = new Float64Array(length + 1);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = fitted.map((weight, at) => (at < length ? decay * weight : 0));
    const curvature = Array.from({ length: length + 1 }, (_, at) => {
      const row = new Float64Array(length + 1);
      row[at] = at < length ? decay : 1e-9;
      return row;
    });
    rows.forEach((row, index) => {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * fitted[at]!, 0)));
      const share = shares[index]!;
      const error = (p - Number(examples[index]!.isInside)) * share;
      const bend = p * (1 - p) * share;
      for (let a = 0; a <= length; a++) {
        gradient[a]! += row[a]! * error;
        const [scaled, into] = [row[a]! * bend, curvature[a]!];
        for (let b = 0; b <= a; b++) into[b]! += scaled * row[b]!;
      }
    });
    const step = solve(curvature, gradient);
    step.forEach((value, at) => {
      fitted[at]! -= value;
    });
    if (step.every((value) => Math.abs(value) < 1e-6)) break;
  }
  const weights = Array.from({ length }, (_, at) => fitted[at]! / deviations[at]!);
  return {
    weights,
    bias: fitted[length]! - weights.reduce((sum, weight, at) => sum + weight * means[at]!, 0),
  };
}

/** Solves A x = b by Cholesky's method; of A, which is symmetric, the lower half is read and overwritten. */
function solve(lower: Float64Array[], b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < x.length; i++) {
    const row = lower[i]!;
    for (let j = 0; j <= i; j++) {
      const other = lower[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
    for (let k = 0; k < i; k++) x[i]! -= row[k]! * x[k]!;
    x[i]! /= row[i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
