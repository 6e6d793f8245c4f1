import { int, ints, text } from '../attribute.js';
import { sameShape } from '../shapes/broadcast.js';
import type { Shape, Value } from '../types.js';
import type { Emit, Operand } from './emit.js';

/** Operators that move elements without changing them. */
export function layout(emit: Emit) {
  const { graph, list, one } = emit;
  return {
    /** One dim may be −1; a tensor that already has the shape is returned as it is. */
    reshape: (x: Value, shape: Shape) =>
      sameShape(graph.shape(x), shape) ? x : one('Reshape', [x, list(shape)]),
    /** Axis `i` of the result is axis `order[i]` of `x`; all axes reversed if absent. */
    transpose: (x: Value, order?: readonly number[]) =>
      one('Transpose', [x], order === undefined ? {} : { perm: ints(order) }),
    /** `x` repeated along axes of size 1, and along new leading axes, to `shape`. */
    expand: (x: Value, shape: Shape) =>
      sameShape(graph.shape(x), shape) ? x : one('Expand', [x, list(shape)]),
    tile: (x: Value, repeats: readonly number[]) => one('Tile', [x, list(repeats)]),
    squeeze: (x: Value, axes: readonly number[]) => one('Squeeze', [x, list(axes)]),
    unsqueeze: (x: Value, axes: readonly number[]) => one('Unsqueeze', [x, list(axes)]),
    concat: (values: readonly Value[], axis: number) => one('Concat', values, { axis: int(axis) }),
    /** Consecutive parts of the given sizes along an axis. */
    split: (x: Value, sizes: readonly number[], axis: number) =>
      emit.many('Split', [x, list(sizes)], sizes.length, { axis: int(axis) }),
    /** Elements `start` up to `end` (not included) of an axis; negative indices count from its end. */
    slice: (x: Value, axis: number, start: number, end: number, step = 1) =>
      one('Slice', [x, list([start]), list([end]), list([axis]), list([step])]),
    /** Elements in reverse order along the given axes. */
    reverse: (x: Value, axes: readonly number[]) => {
      const [starts, ends, steps] = [-1, Number.MIN_SAFE_INTEGER, -1].map((bound) =>
        list(axes.map(() => bound)),
      );
      return axes.length === 0 ? x : one('Slice', [x, starts!, ends!, list(axes), steps!]);
    },
    /** The first element along every axis, each of which stays with size 1. */
    first: (x: Value) => {
      const axes = graph.shape(x).map((_, axis) => axis);
      const [zeros, ones] = [0, 1].map((bound) => list(axes.map(() => bound)));
      return one('Slice', [x, zeros!, ones!, list(axes)]);
    },
    /** The entries of an axis that `indices` (a list of numbers or an int64 value) name, in that order. */
    gather: (x: Value, indices: Value | readonly number[], axis: number) =>
      one('Gather', [x, typeof indices === 'string' ? indices : list(indices)], { axis: int(axis) }),
    /** `value` added around `x`: so many elements before and after each axis (negative ones crop). */
    pad: (x: Value, before: readonly number[], after: readonly number[], value: Operand = 0) =>
      one('Pad', [x, list([...before, ...after]), emit.values('Pad', x, value)[1]!]),
    /** Each pixel of [n, c, h, w] repeated `scale` times in both directions. */
    resizeNearest: (x: Value, scale: number) =>
      one('Resize', [x, '', graph.constant([1, 1, scale, scale], [4], 'float32')], {
        mode: text('nearest'),
        nearest_mode: text('floor'),
        coordinate_transformation_mode: text('asymmetric'),
      }),
  };
}
