import { float, int, ints } from '../attribute.js';
import type { Value } from '../types.js';
import type { Emit } from './emit.js';

export interface ConvOptions {
  strides?: readonly number[];
  /** All begins, then all ends. */
  pads?: readonly number[];
  dilations?: readonly number[];
  group?: number;
}

export interface GemmOptions {
  transA?: boolean;
  transB?: boolean;
  alpha?: number;
  /** Added to the product. */
  plus?: Value | undefined;
}

function convAttributes({ strides, pads, dilations, group = 1 }: ConvOptions) {
  return {
    ...(strides ? { strides: ints(strides) } : {}),
    ...(pads ? { pads: ints(pads) } : {}),
    ...(dilations ? { dilations: ints(dilations) } : {}),
    group: int(group),
  };
}

/** Matrix products and convolutions. */
export function linear(emit: Emit) {
  return {
    /** Product of the last two axes; leading axes broadcast. */
    matMul: (a: Value, b: Value) => emit.one('MatMul', [a, b]),
    /** α · op(a) · op(b) + plus for matrices, where op may exchange their axes. */
    gemm: (a: Value, b: Value, { transA = false, transB = false, alpha = 1, plus }: GemmOptions = {}) =>
      emit.one('Gemm', plus === undefined ? [a, b] : [a, b, plus], {
        transA: int(transA ? 1 : 0),
        transB: int(transB ? 1 : 0),
        alpha: float(alpha),
      }),
    /** [n, c, …] with [m, c / group, …]. */
    conv: (x: Value, weight: Value, options: ConvOptions = {}) =>
      emit.one('Conv', [x, weight], convAttributes(options)),
    /** [n, c, …] with [c, m / group, …]. */
    convTranspose: (
      x: Value,
      weight: Value,
      { outputPadding, ...options }: ConvOptions & { outputPadding?: readonly number[] } = {},
    ) =>
      emit.one('ConvTranspose', [x, weight], {
        ...convAttributes(options),
        ...(outputPadding ? { output_padding: ints(outputPadding) } : {}),
      }),
    /** Mean over windows of [n, c, …]. */
    averagePool: (x: Value, kernel: readonly number[], strides: readonly number[]) =>
      emit.one('AveragePool', [x], { kernel_shape: ints(kernel), strides: ints(strides) }),
  };
}
