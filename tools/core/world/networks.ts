import { type Random, seededRandom } from '../../../packages/bench/src/random.js';
import type { WorldUnit } from '../../../packages/core/src/pack/pack.js';
import { adam } from './adam.js';
import { type Rows, standardized } from './standardized.js';

/** One picture: its numbers, and on which side it is. */
export interface Example {
  look: readonly number[];
  isInside: boolean;
}

export interface Fitting {
  /** Networks whose mean answers, each from a beginning of its own: one alone differs too much by chance. */
  networks: number;
  /** Hidden units of each. */
  units: number;
  rounds: number;
  rate: number;
  /** Added to what is seen while learning, in standard deviations; and the share of units that are left out. */
  noise: number;
  dropout: number;
}

/**
 * Tells the two sides apart by small networks of one hidden layer, logistic loss, all examples a round; both sides count
 * alike however many examples each has.
 * @returns the hidden units of all networks, on numbers as they are: above some threshold, their sum says inside
 */
export function separate(examples: readonly Example[], fitting: Fitting): WorldUnit[] {
  const rows = standardized(examples);
  return Array.from({ length: fitting.networks }, (_, at) => oneNetwork(rows, fitting, seededRandom(at + 1)))
    .flat()
    .map(({ weights, bias, out }) => ({ ...rows.unscaled(weights, bias), out: out / fitting.networks }));
}

function oneNetwork(
  rows: Rows,
  { units, rounds, rate, noise, dropout }: Fitting,
  random: Random,
): WorldUnit[] {
  const { length, count } = rows;
  const size = units * (length + 2) + 1;
  const reach = (inputs: number) => (2 * random() - 1) / Math.sqrt(inputs);
  // Of each unit its weights, its bias and its weight in the answer; at the end the bias of the answer.
  const values = Float64Array.from({ length: size }, (_, i) =>
    i % (length + 2) === length + 1 ? reach(units) : reach(length),
  );
  const gradient = new Float64Array(size);
  const seen = new Float64Array(length);
  const active = new Float64Array(units);
  const step = adam(values, gradient);
  for (let round = 0; round < rounds; round++) {
    gradient.fill(0);
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < length; i++) {
        // Uniform, of that deviation.
        seen[i] = rows.values[row * length + i]! + noise * Math.sqrt(12) * (random() - 0.5);
      }
      let answer = values[size - 1]!;
      for (let u = 0; u < units; u++) {
        const at = u * (length + 2);
        let sum = values[at + length]!;
        for (let i = 0; i < length; i++) sum += values[at + i]! * seen[i]!;
        const isKept = sum > 0 && random() >= dropout;
        active[u] = isKept ? sum / (1 - dropout) : 0;
        answer += active[u]! * values[at + length + 1]!;
      }
      const error = (1 / (1 + Math.exp(-answer)) - rows.sides[row]!) * rows.shares[row]!;
      gradient[size - 1]! += error;
      for (let u = 0; u < units; u++) {
        if (active[u] === 0) continue;
        const at = u * (length + 2);
        gradient[at + length + 1]! += error * active[u]!;
        const inner = (error * values[at + length + 1]!) / (1 - dropout);
        gradient[at + length]! += inner;
        for (let i = 0; i < length; i++) gradient[at + i]! += inner * seen[i]!;
      }
    }
    step(rate * (1 - round / rounds));
  }
  return Array.from({ length: units }, (_, u) => {
    const at = u * (length + 2);
    const weights = [...values.subarray(at, at + length)];
    return { weights, bias: values[at + length]!, out: values[at + length + 1]! };
  });
}
