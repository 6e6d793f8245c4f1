import type { Random } from '../../../packages/bench/src/random.js';
import type { WorldUnit } from '../../../packages/core/src/pack/pack.js';

/** One hidden layer of rectified units, while it learns. */
export class Network {
  /** Of each unit its weights, its bias and its weight in the answer; at the end the bias of the answer. */
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  /** What each unit said last; 0 for those that were left out. */
  private readonly active: Float64Array;
  private readonly inputs: number;
  private readonly dropout: number;
  private readonly random: Random;

  constructor(inputs: number, units: number, { dropout, random }: { dropout: number; random: Random }) {
    const reach = (count: number) => (2 * random() - 1) / Math.sqrt(count);
    const length = units * (inputs + 2) + 1;
    this.values = Float64Array.from({ length }, (_, i) =>
      i % (inputs + 2) === inputs + 1 ? reach(units) : reach(inputs),
    );
    this.gradient = new Float64Array(length);
    this.active = new Float64Array(units);
    this.inputs = inputs;
    this.dropout = dropout;
    this.random = random;
  }

  /** The answer to what is seen, with some units left out by chance. */
  answer(seen: Float64Array): number {
    const { values, active, inputs } = this;
    let answer = values.at(-1)!;
    for (let u = 0; u < active.length; u++) {
      const at = u * (inputs + 2);
      let sum = values[at + inputs]!;
      for (let i = 0; i < inputs; i++) sum += values[at + i]! * seen[i]!;
      const isKept = sum > 0 && this.random() >= this.dropout;
      active[u] = isKept ? sum / (1 - this.dropout) : 0;
      answer += active[u]! * values[at + inputs + 1]!;
    }
    return answer;
  }

  /** Adds to the gradient what an error of the last answer says. */
  learn(seen: Float64Array, error: number): void {
    const { values, gradient, active, inputs } = this;
    gradient[gradient.length - 1]! += error;
    for (let u = 0; u < active.length; u++) {
      if (active[u] === 0) continue;
      const at = u * (inputs + 2);
      gradient[at + inputs + 1]! += error * active[u]!;
      const inner = (error * values[at + inputs + 1]!) / (1 - this.dropout);
      gradient[at + inputs]! += inner;
      for (let i = 0; i < inputs; i++) gradient[at + i]! += inner * seen[i]!;
    }
  }

  hidden(): WorldUnit[] {
    return Array.from(this.active, (_, u) => {
      const at = u * (this.inputs + 2);
      const weights = [...this.values.subarray(at, at + this.inputs)];
      return { weights, bias: this.values[at + this.inputs]!, out: this.values[at + this.inputs + 1]! };
    });
  }
}
