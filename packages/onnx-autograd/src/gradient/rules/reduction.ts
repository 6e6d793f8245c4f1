import { elementCount } from '../../data.js';
import { reductionAxes } from '../../shapes/reduce.js';
import type { Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

/** A value of the reduced shape with the reduced axes back, as size 1. */
function kept(b: Backward, value: Value): Value {
  const axes = new Set(reductionAxes(b.inference()));
  return b.ops.reshape(
    value,
    b.shape(0).map((dim, axis) => (axes.has(axis) ? 1 : dim)),
  );
}

const count = (b: Backward) => elementCount(b.shape(0)) / elementCount(b.ops.shape(b.y));

/** `local` is dy/dx for g = 1; both broadcast to the input. */
const scaled =
  (local: (b: Backward, y: Value) => Value): VjpRule =>
  (b) => [() => b.ops.mul(local(b, kept(b, b.y)), kept(b, b.g)), undefined];

/** The cotangent goes to the elements that attain the extremum, in equal parts. */
const extremum: VjpRule = (b) => [
  () => {
    const { ops } = b;
    const mask = ops.cast(ops.equal(b.x(0), kept(b, b.y)), ops.type(b.y));
    const ties = ops.reduceSum(mask, { axes: reductionAxes(b.inference()), keepDims: true });
    return ops.mul(mask, ops.div(kept(b, b.g), ties));
  },
  undefined,
];

export const reduction: Record<string, VjpRule> = {
  ReduceSum: (b) => [() => b.ops.expand(kept(b, b.g), b.shape(0)), undefined],
  ReduceMean: (b) => [() => b.ops.expand(b.ops.div(kept(b, b.g), count(b)), b.shape(0)), undefined],
  ReduceMax: extremum,
  ReduceMin: extremum,
  ReduceProd: scaled((b, y) => b.ops.div(y, b.x(0))),
  ReduceL1: scaled((b) => b.ops.sign(b.x(0))),
  ReduceL2: scaled((b, y) => b.ops.div(b.x(0), y)),
  ReduceSumSquare: scaled((b) => b.ops.mul(b.x(0), 2)),
  ReduceLogSum: scaled((b, y) => b.ops.expand(b.ops.exp(b.ops.neg(y)), b.shape(0))),
  ReduceLogSumExp: scaled((b, y) => b.ops.exp(b.ops.sub(b.x(0), y))),
  GlobalAveragePool: (b) => [() => b.ops.expand(b.ops.div(b.g, count(b)), b.shape(0))],
};
