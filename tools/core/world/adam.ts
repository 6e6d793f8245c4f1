const [MEAN, SQUARE, LEAST] = [0.9, 0.999, 1e-8];
/** Share of a weight that goes at each step, times the rate. */
const DECAY = 0.1;

/** AdamW (Loshchilov and Hutter 2019): each call moves `values` down `gradient` by a rate. */
export function adam(values: Float64Array, gradient: Float64Array): (rate: number) => void {
  const [means, squares] = [new Float64Array(values.length), new Float64Array(values.length)];
  let steps = 0;
  return (rate) => {
    steps++;
    const [first, second] = [1 - MEAN ** steps, 1 - SQUARE ** steps];
    for (let i = 0; i < values.length; i++) {
      means[i] = MEAN * means[i]! + (1 - MEAN) * gradient[i]!;
      squares[i] = SQUARE * squares[i]! + (1 - SQUARE) * gradient[i]! ** 2;
      const move = means[i]! / first / (Math.sqrt(squares[i]! / second) + LEAST);
      values[i] = values[i]! * (1 - rate * DECAY) - rate * move;
    }
  };
}
