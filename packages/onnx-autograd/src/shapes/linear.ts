import { intAttribute, intsAttribute, textAttribute } from '../attribute.js';
import { broadcast } from './broadcast.js';
import type { Inference, InferRule } from './context.js';

const matMul: InferRule = (i) => {
  const { type } = i.input(0);
  const [a, b] = [i.shape(0), i.shape(1)];
  const left = a.length === 1 ? [1, a[0]!] : a;
  const right = b.length === 1 ? [b[0]!, 1] : b;
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  if (!batch || left.at(-1) !== right.at(-2)) throw i.mismatch('factors with one inner dim', a, b);
  const rows = a.length === 1 ? [] : [left.at(-2)!];
  const columns = b.length === 1 ? [] : [right.at(-1)!];
  return [{ type, shape: [...batch, ...rows, ...columns] }];
};

const gemm: InferRule = (i) => {
  const flip = (shape: readonly number[], name: string) =>
    intAttribute(i.node, name, 0) ? shape.toReversed() : shape;
  const a = flip(i.shape(0), 'transA');
  const b = flip(i.shape(1), 'transB');
  if (a.length !== 2 || b.length !== 2 || a[1] !== b[0])
    throw i.mismatch('matrices with one inner dim', a, b);
  return [{ type: i.input(0).type, shape: [a[0]!, b[1]!] }];
};

/** The window of a convolution or pooling over `spatial` input dims, with ONNX's defaults filled in. */
export interface Window {
  kernel: number[];
  strides: number[];
  dilations: number[];
  /** All begins, then all ends. */
  pads: number[];
}

export function windowOf(i: Inference, kernel: readonly number[]): Window {
  const spatial = i.shape(0).slice(2);
  const ones = spatial.map(() => 1);
  const strides = intsAttribute(i.node, 'strides', ones);
  const dilations = intsAttribute(i.node, 'dilations', ones);
  const pads = intsAttribute(i.node, 'pads', [...ones, ...ones].fill(0));
  const auto = textAttribute(i.node, 'auto_pad', 'NOTSET');
  if (auto === 'NOTSET' || auto === 'VALID') return { kernel: [...kernel], strides, dilations, pads };
  const total = spatial.map((dim, at) => {
    const reach = (kernel[at]! - 1) * dilations[at]! + 1;
    return Math.max(0, (Math.ceil(dim / strides[at]!) - 1) * strides[at]! + reach - dim);
  });
  const small = total.map((sum) => Math.floor(sum / 2));
  const large = total.map((sum) => Math.ceil(sum / 2));
  const [begin, end] = auto === 'SAME_LOWER' ? [large, small] : [small, large];
  return { kernel: [...kernel], strides, dilations, pads: [...begin, ...end] };
}

function slid(i: Inference, { kernel, strides, dilations, pads }: Window): number[] {
  const round = intAttribute(i.node, 'ceil_mode', 0) ? Math.ceil : Math.floor;
  return i
    .shape(0)
    .slice(2)
    .map((dim, at) => {
      const reach = (kernel[at]! - 1) * dilations[at]! + 1;
      return round((dim + pads[at]! + pads[at + kernel.length]! - reach) / strides[at]!) + 1;
    });
}

const conv: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const weight = i.shape(1);
  const group = intAttribute(i.node, 'group', 1);
  if (shape.length !== weight.length || shape[1] !== weight[1]! * group) {
    throw i.mismatch('an image and a kernel of as many channels', shape, weight);
  }
  return [{ type, shape: [shape[0]!, weight[0]!, ...slid(i, windowOf(i, weight.slice(2)))] }];
};

const convTranspose: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const weight = i.shape(1);
  if (shape[1] !== weight[0]) throw i.mismatch('an image and a kernel of as many channels', shape, weight);
  const { kernel, strides, dilations, pads } = windowOf(i, weight.slice(2));
  const extra = intsAttribute(
    i.node,
    'output_padding',
    kernel.map(() => 0),
  );
  const spatial = kernel.map((size, at) => {
    const spread = strides[at]! * (shape[at + 2]! - 1) + extra[at]! + (size - 1) * dilations[at]! + 1;
    return spread - pads[at]! - pads[at + kernel.length]!;
  });
  const channels = weight[1]! * intAttribute(i.node, 'group', 1);
  return [{ type, shape: [shape[0]!, channels, ...(intsAttribute(i.node, 'output_shape') ?? spatial)] }];
};

const pool: InferRule = (i) => {
  const { type, shape } = i.input(0);
  const result = [...shape.slice(0, 2), ...slid(i, windowOf(i, intsAttribute(i.node, 'kernel_shape', [])))];
  return [
    { type, shape: result },
    { type: 'int64', shape: result },
  ];
};

const globalPool: InferRule = (i) => [
  { type: i.input(0).type, shape: i.shape(0).map((dim, axis) => (axis < 2 ? dim : 1)) },
];

const einsum: InferRule = (i) => {
  const [terms, result] = textAttribute(i.node, 'equation', '').replaceAll(' ', '').split('->');
  const sizes = new Map<string, number>();
  for (const [at, term] of terms!.split(',').entries()) {
    for (const [axis, letter] of [...term].entries()) sizes.set(letter, i.shape(at)[axis]!);
  }
  if (result === undefined || terms!.includes('.')) {
    throw i.error('shape-dynamic', `equation ${terms} must name its result and use no ellipsis`);
  }
  return [{ type: i.input(0).type, shape: [...result].map((letter) => sizes.get(letter)!) }];
};

export const linear: Record<string, InferRule> = {
  MatMul: matMul,
  Gemm: gemm,
  Conv: conv,
  ConvTranspose: convTranspose,
  AveragePool: pool,
  MaxPool: pool,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  Einsum: einsum,
};
