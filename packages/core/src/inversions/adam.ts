const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * Adam (Kingma & Ba 2015, Algorithm 1) with its authors' defaults; with a weight decay, AdamW (Loshchilov & Hutter 2019).
 */
export class Adam {
  /** What is optimised; a new array after each step. */
  values: Float32Array;
  private readonly rate: number;
  private readonly decay: number;
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private steps = 0;

  constructor(values: Float32Array, rate: number, decay = 0) {
    this.values = values;
    this.rate = rate;
    this.decay = decay;
    this.mean = new Float64Array(values.length);
    this.square = new Float64Array(values.length);
  }

  step(gradient: Float32Array): void {
    this.steps++;
    const [correction1, correction2] = [1 - BETA1 ** this.steps, 1 - BETA2 ** this.steps];
    this.values = this.values.map((value, i) => {
      const g = gradient[i]!;
      const mean = BETA1 * this.mean[i]! + (1 - BETA1) * g;
      const square = BETA2 * this.square[i]! + (1 - BETA2) * g * g;
      [this.mean[i], this.square[i]] = [mean, square];
      const kept = value * (1 - this.rate * this.decay);
      return kept - (this.rate * (mean / correction1)) / (Math.sqrt(square / correction2) + EPSILON);
    });
  }
}
