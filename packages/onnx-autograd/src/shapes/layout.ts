import { intAttribute, intsAttribute } from '../attribute.js';
import { elementCount } from '../data.js';
import { broadcast } from './broadcast.js';
import type { Inference, InferRule } from './context.js';

const reshape: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const allowZero = intAttribute(i.node, 'allowzero', 0) === 1;
  const target = i.constant(1)!.map((dim, axis) => (dim === 0 && !allowZero ? (shape[axis] ?? 0) : dim));
  const rest = elementCount(target.filter((dim) => dim !== -1));
  const result = target.map((dim) => (dim === -1 ? elementCount(shape) / rest : dim));
  if (elementCount(result) !== elementCount(shape) || !result.every(Number.isInteger)) {
    throw i.mismatch('as many elements after as before', shape, target);
  }
  return [{ type, shape: result }];
};

const transpose: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const order = intsAttribute(i.node, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
  if (order.length !== shape.length) throw i.mismatch('one axis of perm per dim', shape, order);
  return [{ type, shape: order.map((axis) => shape[axis]!) }];
};

const concat: InferRule = (i) => {
  const inputs = i.inputs();
  const { type, shape } = inputs[0]!;
  const axis = i.axis(intAttribute(i.node, 'axis', 0), shape.length);
  for (const other of inputs) {
    const fits =
      other.shape.length === shape.length && other.shape.every((dim, at) => at === axis || dim === shape[at]);
    if (!fits) throw i.mismatch(`shapes that differ in axis ${axis} only`, shape, other.shape);
  }
  const total = inputs.reduce((sum, input) => sum + input.shape[axis]!, 0);
  return [{ type, shape: shape.with(axis, total) }];
};

const split: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const axis = i.axis(intAttribute(i.node, 'axis', 0), shape.length);
  const count = i.node.outputs.length;
  const even = Math.ceil(shape[axis]! / count);
  const sizes =
    i.constant(1) ?? Array.from({ length: count }, (_, at) => Math.min(even, shape[axis]! - at * even));
  if (sizes.reduce((sum, size) => sum + size, 0) !== shape[axis]) {
    throw i.mismatch(`parts that add up to axis ${axis}`, shape, sizes);
  }
  return sizes.map((size) => ({ type, shape: shape.with(axis, size) }));
};

/** A Slice spelled out: for each axis where it starts, its step and how many elements it takes. */
export interface SliceSpan {
  axis: number;
  start: number;
  step: number;
  count: number;
}

export function sliceSpans(i: Inference): SliceSpan[] {
  const { shape } = i.input(0);
  const starts = i.constant(1)!;
  const ends = i.constant(2)!;
  const axes = (i.constant(3) ?? starts.map((_, at) => at)).map((axis) => i.axis(axis, shape.length));
  const steps = i.constant(4) ?? starts.map(() => 1);
  return axes.map((axis, at) => {
    const dim = shape[axis]!;
    const step = steps[at]!;
    const [low, high] = step > 0 ? [0, dim] : [-1, dim - 1];
    const clamp = (index: number) => Math.min(Math.max(index < 0 ? index + dim : index, low), high);
    const start = Math.max(clamp(starts[at]!), 0);
    const count = Math.max(0, Math.ceil((clamp(ends[at]!) - start) / step));
    return { axis, start, step, count };
  });
}

const slice: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const result = [...shape];
  for (const { axis, count } of sliceSpans(i)) result[axis] = count;
  return [{ type, shape: result }];
};

const gather: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const axis = i.axis(intAttribute(i.node, 'axis', 0), shape.length);
  return [{ type, shape: [...shape.slice(0, axis), ...i.shape(1), ...shape.slice(axis + 1)] }];
};

const gatherNd: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const indices = i.shape(1);
  const batch = intAttribute(i.node, 'batch_dims', 0);
  return [{ type, shape: [...indices.slice(0, -1), ...shape.slice(batch + indices.at(-1)!)] }];
};

const expand: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const target = i.constant(1)!;
  const result = broadcast(shape, target);
  if (!result) throw i.mismatch('shapes that broadcast together', shape, target);
  return [{ type, shape: result }];
};

const pad: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const pads = i.constant(1)!;
  const axes = i.constant(3) ?? shape.map((_, axis) => axis);
  const result = [...shape];
  for (const [at, axis] of axes.entries()) {
    result[i.axis(axis, shape.length)]! += pads[at]! + pads[at + axes.length]!;
  }
  return [{ type, shape: result }];
};

const resize: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const axes = intsAttribute(
    i.node,
    'axes',
    shape.map((_, axis) => axis),
  );
  const result = [...shape];
  const sizes = i.has(3) ? i.constant(3)! : undefined;
  const scales = i.has(2) ? i.constant(2)! : [];
  for (const [at, axis] of axes.entries()) {
    result[axis] = sizes ? sizes[at]! : Math.floor(shape[axis]! * scales[at]!);
  }
  return [{ type, shape: result }];
};

const squeeze: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const given = i.constant(1)?.map((axis) => i.axis(axis, shape.length));
  const drop = (axis: number) => (given ? given.includes(axis) : shape[axis] === 1);
  if (given?.some((axis) => shape[axis] !== 1)) throw i.mismatch(`size 1 in axes ${given}`, shape);
  return [{ type, shape: shape.filter((_, axis) => !drop(axis)) }];
};

const unsqueeze: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const axes = i.constant(1)!;
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => i.axis(axis, rank)));
  const rest = [...shape];
  return [{ type, shape: Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.shift()!)) }];
};

const flatten: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const given = intAttribute(i.node, 'axis', 1);
  const axis = given === shape.length ? given : i.axis(given, shape.length);
  return [{ type, shape: [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))] }];
};

const depthToSpace: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const [n, c, h, w] = shape as [number, number, number, number];
  const block = intAttribute(i.node, 'blocksize', 1);
  const deep = i.node.opType === 'SpaceToDepth';
  const scale = deep ? 1 / block : block;
  return [{ type, shape: [n, c / scale ** 2, h * scale, w * scale] }];
};

export const layout: Record<string, InferRule> = {
  Reshape: reshape,
  Transpose: transpose,
  Concat: concat,
  Split: split,
  Slice: slice,
  Gather: gather,
  GatherElements: (i) => [{ type: i.input(0).type, shape: i.shape(1) }],
  GatherND: gatherNd,
  Expand: expand,
  Tile: (i) => {
    const repeats = i.constant(1)!;
    return [{ type: i.input(0).type, shape: i.shape(0).map((dim, axis) => dim * repeats[axis]!) }];
  },
  Pad: pad,
  Resize: resize,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Flatten: flatten,
  DepthToSpace: depthToSpace,
  SpaceToDepth: depthToSpace,
};
