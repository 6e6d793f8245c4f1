import { floatAttribute, intAttribute } from '../../attribute.js';
import type { Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

/** 2/√π · exp(−x²) = exp(this − x²): one pass over the map fewer. */
const LOG_TWO_OVER_SQRT_PI = Math.log(2 / Math.sqrt(Math.PI));

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

/** The product that the cotangent of a Softmax along the last axis is, where its map y is only multiplied by some V. */
interface AttentionCotangent {
  /** O = y · V, and its cotangent dO. */
  output: Value;
  cotangent: Value;
  /** Vᵀ: the cotangent of y is dO · Vᵀ. */
  flippedValues: Value;
}

function attentionCotangent(b: Backward): AttentionCotangent | undefined {
  const { ops, y, g, origin } = b;
  const product = ops.graph.producer(g);
  const rank = ops.shape(y).length;
  if (origin?.node.opType !== 'MatMul' || origin.node.inputs[0] !== b.node.outputs[0]) return undefined;
  if (product?.opType !== 'MatMul' || product.inputs[0] !== origin.cotangent) return undefined;
  if (b.inference().axis(intAttribute(b, 'axis', -1), rank) !== rank - 1) return undefined;
  return {
    output: origin.node.outputs[0]!,
    cotangent: origin.cotangent,
    flippedValues: product.inputs[1]!,
  };
}

/**
 * g − Σ g · y, the sum over the axis of a Softmax. In attention the sum is D = Σ dO · O (Dao et al. 2022,
 * FlashAttention, section B.4), and g − D = [dO, −D] · [Vᵀ; 1]: one more column in a product that is formed
 * anyway, in place of three passes over the large map.
 */
function centred(b: Backward): Value {
  const { ops, g, y } = b;
  const sum = (left: Value, right: Value, axis: number) => {
    const products = ops.mul(b.precise(left), b.precise(right));
    return ops.cast(ops.reduceSum(products, { axes: [axis], keepDims: true }), ops.type(y));
  };
  const attention = attentionCotangent(b);
  if (!attention) return ops.sub(g, sum(g, y, intAttribute(b, 'axis', -1)));
  const { cotangent, output, flippedValues } = attention;
  const ones = b.filled(1, ops.shape(flippedValues).with(-2, 1));
  const left = ops.concat([cotangent, ops.neg(sum(cotangent, output, -1))], -1);
  return ops.matMul(left, ops.concat([flippedValues, ones], -2));
}

export const activation: Record<string, VjpRule> = {
  Sigmoid: (b) => [() => b.ops.mul(b.g, b.ops.mul(b.y, b.ops.sub(1, b.y)))],
  Tanh: (b) => [() => b.ops.mul(b.g, b.ops.sub(1, b.ops.mul(b.y, b.y)))],
  Erf: (b) => [
    () => {
      const { ops } = b;
      return ops.mul(b.g, ops.exp(ops.sub(LOG_TWO_OVER_SQRT_PI, ops.mul(b.x(0), b.x(0)))));
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
  Softmax: (b) => [() => b.ops.mul(centred(b), b.y)],
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
