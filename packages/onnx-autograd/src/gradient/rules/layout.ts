import { intAttribute, intsAttribute, textAttribute } from '../../attribute.js';
import { OnnxAutogradError } from '../../error.js';
import { sliceSpans } from '../../shapes/layout.js';
import type { Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

const reshaped: VjpRule = (b) => [() => b.ops.reshape(b.g, b.shape(0)), undefined];

const transposed: VjpRule = (b) => [
  () => {
    const order = intsAttribute(b, 'perm');
    return b.ops.transpose(
      b.g,
      order?.map((_, axis) => order.indexOf(axis)),
    );
  },
];

const concatenated: VjpRule = (b) => {
  const axis = b.inference().axis(intAttribute(b, 'axis', 0), b.ops.shape(b.y).length);
  const sizes = b.node.inputs.map((_, index) => b.shape(index)[axis]!);
  return sizes.map((size, index) => () => {
    const start = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
    return b.ops.slice(b.g, axis, start, start + size);
  });
};

const split: VjpRule = (b) => [
  () => {
    const parts = b.node.outputs.map(
      (output, index) => b.cotangents[index] ?? b.filled(0, b.ops.shape(output)),
    );
    return b.ops.concat(parts, intAttribute(b, 'axis', 0));
  },
  undefined,
];

/** Zeros between, before and after the elements that were taken. */
function unslice(b: Backward): Value {
  const { ops } = b;
  let value = b.g;
  for (const { axis, start, step, count } of sliceSpans(b.inference())) {
    const dim = b.shape(0)[axis]!;
    let first = start;
    if (step < 0) {
      value = ops.gather(
        value,
        Array.from({ length: count }, (_, at) => count - 1 - at),
        axis,
      );
      first = start + step * (count - 1);
    }
    const stride = Math.abs(step);
    if (stride > 1) value = spread(b, value, axis, stride);
    const excess = first + count * stride - dim;
    if (excess > 0) value = ops.slice(value, axis, 0, count * stride - excess);
    const before = ops.shape(value).map((_, at) => (at === axis ? first : 0));
    const after = before.with(axis, Math.max(0, -excess));
    if (first > 0 || excess < 0) value = ops.pad(value, before, after);
  }
  return value;
}

/** Each element followed by `stride − 1` zeros along an axis. */
function spread(b: Backward, value: Value, axis: number, stride: number): Value {
  const { ops } = b;
  const shape = ops.shape(value);
  const apart = ops.unsqueeze(value, [axis + 1]);
  const none = [...shape, 0].fill(0);
  const padded = ops.pad(apart, none, none.with(axis + 1, stride - 1));
  return ops.reshape(padded, shape.with(axis, shape[axis]! * stride));
}

/** Where each entry of an axis went, if every one was picked once. */
function inverseOrder(b: Backward, size: number): number[] | undefined {
  const picks = b.shape(1).length === 1 ? b.constant(1) : undefined;
  const entries = picks?.map((pick) => (pick < 0 ? pick + size : pick)) ?? [];
  if (entries.length !== size || new Set(entries).size !== size) return undefined;
  const order = new Array<number>(size);
  for (const [at, entry] of entries.entries()) order[entry] = at;
  return order;
}

/** Entries picked more than once add up: a product with the matrix that says which index picked which entry. */
function ungather(b: Backward): Value {
  const { ops } = b;
  const shape = b.shape(0);
  const axis = b.inference().axis(intAttribute(b, 'axis', 0), shape.length);
  const order = inverseOrder(b, shape[axis]!);
  if (order) return ops.gather(b.g, order, axis);
  const picked = ops.shape(b.x(1)).reduce((product, dim) => product * dim, 1);
  const size = shape[axis]!;
  const [outer, inner] = [shape.slice(0, axis), shape.slice(axis + 1)].map((dims) =>
    dims.reduce((product, dim) => product * dim, 1),
  ) as [number, number];
  const entries = ops.constant(
    Array.from({ length: size }, (_, at) => BigInt(at)),
    [size, 1],
    'int64',
  );
  const indices = ops.reshape(ops.cast(b.x(1), 'int64'), [1, picked]);
  const wrapped = ops.where(ops.less(indices, 0), ops.add(indices, size), indices);
  const picks = ops.cast(ops.equal(entries, wrapped), ops.type(b.y));
  return ops.reshape(ops.matMul(picks, ops.reshape(b.g, [outer, picked, inner])), shape);
}

const tiled: VjpRule = (b) => [
  () => {
    const shape = b.shape(0);
    const repeats = b.constant(1)!;
    const apart = b.ops.reshape(
      b.g,
      shape.flatMap((dim, axis) => [repeats[axis]!, dim]),
    );
    return b.ops.reduceSum(apart, { axes: shape.map((_, axis) => 2 * axis) });
  },
  undefined,
];

const padded: VjpRule = (b) => [
  () => {
    if (textAttribute(b, 'mode', 'constant') !== 'constant') throw unsupported(b, 'mode other than constant');
    const shape = b.shape(0);
    const axes = b.inference().constant(3) ?? shape.map((_, axis) => axis);
    const pads = b.constant(1)!;
    const [before, after] = [shape.map(() => 0), shape.map(() => 0)];
    for (const [at, axis] of axes.entries()) {
      before[axis < 0 ? axis + shape.length : axis] = -pads[at]!;
      after[axis < 0 ? axis + shape.length : axis] = -pads[at + axes.length]!;
    }
    return b.ops.pad(b.g, before, after);
  },
];

/** Sums over the pixels that each pixel was repeated to. */
const resized: VjpRule = (b) => [
  () => {
    const [from, to] = [b.shape(0), b.ops.shape(b.y)];
    const scales = from.map((dim, axis) => to[axis]! / dim);
    const floor =
      textAttribute(b, 'mode', 'nearest') === 'nearest' &&
      (textAttribute(b, 'coordinate_transformation_mode', 'half_pixel') === 'asymmetric'
        ? textAttribute(b, 'nearest_mode', 'round_prefer_floor') === 'floor'
        : textAttribute(b, 'coordinate_transformation_mode', 'half_pixel') === 'half_pixel');
    if (!floor || !scales.every(Number.isInteger)) {
      throw unsupported(b, 'interpolation other than nearest by whole factors');
    }
    const apart = b.ops.reshape(
      b.g,
      from.flatMap((dim, axis) => [dim, scales[axis]!]),
    );
    const axes = scales.flatMap((scale, axis) => (scale > 1 ? [2 * axis + 1] : []));
    return b.ops.reshape(b.ops.reduceSum(apart, { axes }), from);
  },
];

export function unsupported(b: Backward, what: string) {
  return new OnnxAutogradError({
    code: 'rule-limit',
    message: `The derivative of ${b.opType} (node ${b.node.name}) does not cover ${what}.`,
    hint: 'Express this step by other operators, or open an issue.',
  });
}

export const layout: Record<string, VjpRule> = {
  Reshape: reshaped,
  Flatten: reshaped,
  Squeeze: reshaped,
  Unsqueeze: reshaped,
  Transpose: transposed,
  Concat: concatenated,
  Split: split,
  Slice: (b) => [() => unslice(b)],
  Gather: (b) => [() => ungather(b), undefined],
  Expand: (b) => [() => b.fit(b.g, 0), undefined],
  Tile: tiled,
  Pad: padded,
  Resize: resized,
};
