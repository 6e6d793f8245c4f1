import { intAttribute, intsAttribute } from '../../attribute.js';
import { elementCount } from '../../data.js';
import { type Window, windowOf } from '../../shapes/linear.js';
import type { Value } from '../../types.js';
import { type Backward, SMALL_COPY, type VjpRule } from '../backward.js';
import { unsupported } from './layout.js';

const swap = (b: Backward, value: Value) => {
  const order = b.ops.shape(value).map((_, axis) => axis);
  [order[0], order[1]] = [1, 0];
  return b.ops.transpose(value, order);
};

/** `value` cut, or filled up with zeros, to the given spatial dims. */
function cropped(b: Backward, value: Value, spatial: readonly number[]): Value {
  const { ops } = b;
  const excess = [
    0,
    0,
    ...ops
      .shape(value)
      .slice(2)
      .map((dim, at) => spatial[at]! - dim),
  ];
  return excess.every((amount) => amount === 0)
    ? value
    : ops.pad(
        value,
        excess.map(() => 0),
        excess,
      );
}

const reach = (w: Window, at: number) => (w.kernel[at]! - 1) * w.dilations[at]! + 1;

/**
 * The transposed convolution by the same weights. Pads that differ between two sides are cut off afterwards:
 * as pads of ConvTranspose they would send the node from the GPU to the CPU.
 */
function spreadBack(b: Backward, weight: Value, w: Window, group: number): Value {
  const { ops } = b;
  const spatial = b.shape(0).slice(2);
  const rank = spatial.length;
  const [begins, ends] = [w.pads.slice(0, rank), w.pads.slice(rank)];
  const even = begins.every((pad, at) => pad === ends[at]);
  const spread = ops
    .shape(b.g)
    .slice(2)
    .map((dim, at) => (dim - 1) * w.strides[at]! + reach(w, at));
  const missing = spatial.map((dim, at) => begins[at]! + dim + (even ? begins[at]! : 0) - spread[at]!);
  const full = ops.convTranspose(b.g, weight, {
    strides: w.strides,
    dilations: w.dilations,
    group,
    pads: even ? w.pads : w.pads.map(() => 0),
    outputPadding: missing.map((amount) => Math.max(0, amount)),
  });
  if (even) return full;
  const cut = [0, 0, ...begins.map((pad) => -pad)];
  const rest = ops
    .shape(full)
    .slice(2)
    .map((dim, at) => spatial[at]! + begins[at]! - dim);
  return ops.pad(full, cut, [0, 0, ...rest]);
}

/**
 * The same by an ordinary convolution with the weights mirrored and their channels exchanged, which ONNX Runtime
 * does once, when the session opens, and which its CPU kernels run a third faster. It costs a second copy of the
 * weights, and saves time by the positions of the map for each of their bytes (docs/decisions/012-input-gradients.md).
 */
function mirroredBack(b: Backward, w: Window, group: number): Value | undefined {
  const { ops } = b;
  const [weight, shape] = [b.x(1), b.shape(1)];
  const rank = w.kernel.length;
  const plain = group === 1 && [...w.strides, ...w.dilations].every((step) => step === 1);
  const same = w.kernel.every((size, at) => w.pads[at] === w.pads[at + rank] && 2 * w.pads[at]! === size - 1);
  const isConstant = ops.graph.initializers.has(weight);
  const pays = elementCount(shape) <= SMALL_COPY || elementCount(b.shape(0).slice(2)) >= b.mirrorFrom;
  if (!plain || !same || !isConstant || !pays) return undefined;
  const axes = w.kernel.flatMap((size, at) => (size > 1 ? at + 2 : []));
  const mirrored = ops.reverse(swap(b, weight), axes);
  return ops.conv(b.g, mirrored, { pads: w.pads });
}

/** Correlates the input with the cotangent, batch and channels exchanged; strides and dilations trade places. */
function convWeight(b: Backward, image: Value, g: Value, w: Window): Value {
  const { ops } = b;
  const full = ops.conv(swap(b, image), swap(b, g), {
    strides: w.dilations,
    dilations: w.strides,
    pads: w.pads,
  });
  return swap(b, cropped(b, full, w.kernel));
}

const conv: VjpRule = (b) => {
  const i = b.inference();
  const w = windowOf(i, b.shape(1).slice(2));
  const group = intAttribute(b, 'group', 1);
  return [
    () => mirroredBack(b, w, group) ?? spreadBack(b, b.x(1), w, group),
    () => {
      if (group !== 1) throw unsupported(b, 'weights of grouped convolutions');
      return convWeight(b, b.x(0), b.g, w);
    },
    () => b.ops.reduceSum(b.g, { axes: b.ops.shape(b.g).flatMap((_, axis) => (axis === 1 ? [] : [axis])) }),
  ];
};

const convTranspose: VjpRule = (b) => {
  const w = windowOf(b.inference(), b.shape(1).slice(2));
  const group = intAttribute(b, 'group', 1);
  const { strides, dilations, pads } = w;
  return [
    () => cropped(b, b.ops.conv(b.g, b.x(1), { strides, dilations, pads, group }), b.shape(0).slice(2)),
    () => {
      if (group !== 1) throw unsupported(b, 'weights of grouped convolutions');
      return convWeight(b, b.g, b.x(0), w);
    },
    () => b.ops.reduceSum(b.g, { axes: b.ops.shape(b.g).flatMap((_, axis) => (axis === 1 ? [] : [axis])) }),
  ];
};

/** Each mean hands its cotangent back in equal parts: a transposed convolution of every channel with 1/n. */
const averagePool: VjpRule = (b) => [
  () => {
    const w = windowOf(b.inference(), intsAttribute(b, 'kernel_shape', []));
    const counted = intAttribute(b, 'count_include_pad', 0) === 1 || w.pads.every((pad) => pad === 0);
    if (!counted || intAttribute(b, 'ceil_mode', 0) === 1) throw unsupported(b, 'windows that are cut off');
    const channels = b.shape(0)[1]!;
    const count = elementCount(w.kernel);
    const weight = b.filled(1 / count, [channels, 1, ...w.kernel]);
    return spreadBack(b, weight, w, channels);
  },
];

export const convolution: Record<string, VjpRule> = {
  Conv: conv,
  ConvTranspose: convTranspose,
  AveragePool: averagePool,
};
