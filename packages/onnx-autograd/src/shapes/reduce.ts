import { intAttribute, intsAttribute } from '../attribute.js';
import type { Inference, InferRule } from './context.js';

/** Axes of a reduction: an attribute in older operator sets, a constant input in newer ones. */
export function reductionAxes(i: Inference): number[] {
  const rank = i.shape(0).length;
  const given = intsAttribute(i.node, 'axes') ?? i.constant(1);
  if (given && given.length > 0) return given.map((axis) => i.axis(axis, rank));
  return intAttribute(i.node, 'noop_with_empty_axes', 0)
    ? []
    : Array.from({ length: rank }, (_, axis) => axis);
}

const reduction: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const axes = new Set(reductionAxes(i));
  return [{ type, shape: withoutAxes(shape, axes, intAttribute(i.node, 'keepdims', 1) === 1) }];
};

const argument: InferRule = (i) => {
  const { shape } = i.input(0);
  const axes = new Set([i.axis(intAttribute(i.node, 'axis', 0), shape.length)]);
  return [{ type: 'int64', shape: withoutAxes(shape, axes, intAttribute(i.node, 'keepdims', 1) === 1) }];
};

function withoutAxes(shape: readonly number[], axes: ReadonlySet<number>, keep: boolean): number[] {
  return shape.flatMap((dim, axis) => (!axes.has(axis) ? [dim] : keep ? [1] : []));
}

export const reduce: Record<string, InferRule> = {
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  ReduceL1: reduction,
  ReduceL2: reduction,
  ReduceSumSquare: reduction,
  ReduceLogSum: reduction,
  ReduceLogSumExp: reduction,
  ArgMax: argument,
  ArgMin: argument,
};
