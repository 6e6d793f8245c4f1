import { DualeditError } from '@dualedit/foundation';
import { type Graph, ops, type Value } from '@dualedit/onnx-autograd';

/** Where the scale begins: far from vanishing, and from overflow for losses of the size of one. */
const FIRST_SCALE = 2 ** 10;
const LAST_SCALE = 2 ** -10;

/**
 * The input to feed and to differentiate by: in place of a float16 one, a float32 one that is narrowed for
 * the model, so that the gradient is float32 too.
 */
export function preciseInput(graph: Graph, input: Value): Value {
  if (graph.type(input) !== 'float16') return input;
  const precise = graph.addInput(`${input}:float32`, 'float32', graph.shape(input));
  graph.replaceUses(input, ops(graph).cast(precise, 'float16'));
  return precise;
}

/**
 * Runs a backward pass of a float16 model with its loss times `scale`, so that small cotangents do not vanish,
 * and again with a smaller one where large ones overflow (Micikevicius et al. 2018, mixed precision). Every
 * run begins with the same scale: what it returns depends on nothing before it. Other models run once, at 1.
 */
export async function withLossScale<T>(isHalf: boolean, run: (scale: number) => Promise<T>): Promise<T> {
  if (!isHalf) return run(1);
  for (let scale = FIRST_SCALE; ; scale /= 16) {
    try {
      return await run(scale);
    } catch (error) {
      const isOverflow = DualeditError.is(error) && error.code === 'model-nan';
      if (!isOverflow || scale / 16 < LAST_SCALE) throw error;
    }
  }
}
