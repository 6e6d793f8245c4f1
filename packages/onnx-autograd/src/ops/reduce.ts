import { int, ints } from '../attribute.js';
import type { Value } from '../types.js';
import type { Emit } from './emit.js';

export interface ReduceOptions {
  /** All axes if absent. Negative ones count from the end. */
  axes?: readonly number[];
  /** Whether the reduced axes stay, with size 1. Default false. */
  keepDims?: boolean;
}

/** Operators that take axes away, and softmax. */
export function reduce(emit: Emit) {
  const reduction =
    (opType: string, axesAsInputSince: number) =>
    (x: Value, { axes, keepDims = false }: ReduceOptions = {}) => {
      const keepdims = int(keepDims ? 1 : 0);
      if (axes === undefined) return emit.one(opType, [x], { keepdims });
      // An empty list of axes means all of them to ONNX, so that nothing is left to do here.
      if (axes.length === 0) return x;
      return emit.graph.opset >= axesAsInputSince
        ? emit.one(opType, [x, emit.list(axes)], { keepdims })
        : emit.one(opType, [x], { keepdims, axes: ints(axes) });
    };
  return {
    reduceSum: reduction('ReduceSum', 13),
    reduceMean: reduction('ReduceMean', 18),
    reduceMax: reduction('ReduceMax', 18),
    reduceMin: reduction('ReduceMin', 18),
    softmax: (x: Value, axis = -1) => emit.one('Softmax', [x], { axis: int(axis) }),
    logSoftmax: (x: Value, axis = -1) => emit.one('LogSoftmax', [x], { axis: int(axis) }),
  };
}
