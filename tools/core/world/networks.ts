import { type Random, seededRandom } from '../../../packages/bench/src/random.js';
import type { WorldUnit } from '../../../packages/core/src/pack/pack.js';
import { adam } from './adam.js';
import { Network } from './network.js';
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
  const network = new Network(rows.length, units, { dropout, random });
  const seen = new Float64Array(rows.length);
  const step = adam(network.values, network.gradient);
  for (let round = 0; round < rounds; round++) {
    network.gradient.fill(0);
    for (let row = 0; row < rows.count; row++) {
      for (let i = 0; i < rows.length; i++) {
        // Uniform, of that deviation.
        seen[i] = rows.values[row * rows.length + i]! + noise * Math.sqrt(12) * (random() - 0.5);
      }
      const share = 1 / (1 + Math.exp(-network.answer(seen)));
      network.learn(seen, (share - rows.sides[row]!) * rows.shares[row]!);
    }
    step(rate * (1 - round / rounds));
  }
  return network.hidden();
}
