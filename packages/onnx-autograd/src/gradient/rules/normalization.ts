import { floatAttribute, intAttribute } from '../../attribute.js';
import { broadcastAxes } from '../../shapes/broadcast.js';
import type { Shape, Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

interface Normalized {
  /** Reciprocal standard deviation over the normalised axes, which are kept as size 1. */
  inverse: Value;
  /** (x − mean) · inverse. */
  xhat: Value;
}

/** `output` is the normalised map itself, where no affine parameters follow: it need not be formed again. */
function normalized(b: Backward, axes: readonly number[], output?: Value): Normalized {
  const { ops } = b;
  const options = { axes, keepDims: true };
  const x = b.precise(b.x(0));
  const centred = ops.sub(x, ops.reduceMean(x, options));
  const variance = ops.reduceMean(ops.mul(centred, centred), options);
  const inverse = ops.reciprocal(ops.sqrt(ops.add(variance, floatAttribute(b, 'epsilon', 1e-5))));
  return { inverse, xhat: output ?? ops.mul(centred, inverse) };
}

/** inverse · (g − mean g − x̂ · mean(g · x̂)), for the cotangent g of x̂. */
function through(b: Backward, { inverse, xhat }: Normalized, g: Value, axes: readonly number[]): Value {
  const { ops } = b;
  const options = { axes, keepDims: true };
  const slope = ops.reduceMean(ops.mul(g, xhat), options);
  const centred = ops.sub(g, ops.reduceMean(g, options));
  return ops.mul(inverse, ops.sub(centred, ops.mul(xhat, slope)));
}

/** y = x̂ · scale + shift over `axes`, where the affine parameters, seen as `affine`, broadcast to x. */
function affineNormalization(b: Backward, axes: readonly number[], affine: Shape) {
  const { ops } = b;
  const g = b.precise(b.g);
  const back = (value: Value, index: number) => ops.cast(value, ops.type(b.x(index)));
  let parts: Normalized | undefined;
  const isAll = (index: number, number: number) =>
    b.constant(index)?.every((parameter) => parameter === number) ?? false;
  const ones = isAll(1, 1);
  // In float16 the output has lost what the sums need.
  const plain = ones && isAll(2, 0) && ops.type(b.y) !== 'float16';
  const once = () => {
    parts ??= normalized(b, axes, plain ? b.y : undefined);
    return parts;
  };
  const scale = () => ops.reshape(b.precise(b.x(1)), affine);
  const summed = (value: Value, index: number) => {
    const over = broadcastAxes(affine, ops.shape(value));
    return back(ops.reshape(ops.reduceSum(value, { axes: over, keepDims: true }), b.shape(index)), index);
  };
  return [
    () => back(through(b, once(), ones ? g : ops.mul(g, scale()), axes), 0),
    () => summed(ops.mul(g, once().xhat), 1),
    () => summed(g, 2),
  ];
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

export const normalization: Record<string, VjpRule> = {
  InstanceNormalization: (b) => {
    const shape = b.shape(0);
    return affineNormalization(b, range(2, shape.length), [1, shape[1]!, ...shape.slice(2).map(() => 1)]);
  },
  LayerNormalization: (b) => {
    const shape = b.shape(0);
    const axis = b.inference().axis(intAttribute(b, 'axis', -1), shape.length);
    return affineNormalization(b, range(axis, shape.length), b.shape(1));
  },
};
