import { floatAttribute, intAttribute } from '../../attribute.js';
import { sameShape } from '../../shapes/broadcast.js';
import type { Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** Derivatives that are zero wherever they exist. */
const flat: VjpRule = () => [];

/** g where the condition on x holds, elsewhere g · slope. */
const piecewise =
  (slope: (alpha: number) => number, alpha: number): VjpRule =>
  (b) => [
    () => {
      const { ops, g } = b;
      const outside = slope(floatAttribute(b, 'alpha', alpha));
      return ops.where(ops.greater(b.x(0), 0), g, outside === 0 ? 0 : ops.mul(g, outside));
    },
  ];

/**
 * Σ g · y over the axis of a Softmax. Where y is only multiplied by some V, so that g = dO · Vᵀ for the
 * cotangent dO of O = y · V, this is Σ dO · O: two passes over a large map less (Dao et al. 2022,
 * FlashAttention, section B.4).
 */
function weightedSum(b: Backward): Value {
  const { ops, g, y } = b;
  const rank = ops.shape(y).length;
  const axis = b.inference().axis(intAttribute(b, 'axis', -1), rank);
  const sum = (left: Value, right: Value, over: number) => {
    const products = ops.mul(b.precise(left), b.precise(right));
    return ops.cast(ops.reduceSum(products, { axes: [over], keepDims: true }), ops.type(y));
  };
  const user = b.origin;
  const [output = ''] = user?.node.outputs ?? [];
  if (user?.node.opType === 'MatMul' && user.node.inputs[0] === b.node.outputs[0] && axis === rank - 1) {
    const rows = ops.shape(y).slice(0, -1);
    if (rank > 1 && sameShape(rows, ops.shape(output).slice(0, -1))) return sum(user.cotangent, output, -1);
  }
  return sum(g, y, axis);
}

export const activation: Record<string, VjpRule> = {
  Sigmoid: (b) => [() => b.ops.mul(b.g, b.ops.mul(b.y, b.ops.sub(1, b.y)))],
  Tanh: (b) => [() => b.ops.mul(b.g, b.ops.sub(1, b.ops.mul(b.y, b.y)))],
  Erf: (b) => [
    () => {
      const { ops } = b;
      const bell = ops.exp(ops.neg(ops.mul(b.x(0), b.x(0))));
      return ops.mul(b.g, ops.mul(bell, TWO_OVER_SQRT_PI));
    },
  ],
  Relu: piecewise(() => 0, 0),
  LeakyRelu: piecewise((alpha) => alpha, 0.01),
  Elu: (b) => [
    () => {
      const { ops, g } = b;
      const below = ops.add(b.y, floatAttribute(b, 'alpha', 1));
      return ops.where(ops.greater(b.x(0), 0), g, ops.mul(g, below));
    },
  ],
  Softplus: (b) => [() => b.ops.mul(b.g, b.ops.sigmoid(b.x(0)))],
  Softmax: (b) => [() => b.ops.mul(b.y, b.ops.sub(b.g, weightedSum(b)))],
  LogSoftmax: (b) => [
    () => {
      const { ops, g } = b;
      const axes = [intAttribute(b, 'axis', -1)];
      return ops.sub(g, ops.mul(ops.exp(b.y), ops.reduceSum(g, { axes, keepDims: true })));
    },
  ],
  Floor: flat,
  Ceil: flat,
  Round: flat,
  Sign: flat,
};
