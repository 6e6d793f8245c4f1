export { sliceAttention } from './attention/slice-attention.js';
export { fromHalf, toHalf } from './data.js';
export { OnnxAutogradError } from './error.js';
export { type GradientOptions, gradient, type VjpOptions, vjp } from './gradient/gradient.js';
export { Graph, type NodeOptions } from './graph.js';
export { readModel } from './io/read.js';
export { createSession, type SessionOptions } from './io/session.js';
export { serialize } from './io/write.js';
export { lower } from './lower/lower.js';
export type { Operand } from './ops/emit.js';
export type { ConvOptions } from './ops/linear.js';
export { type Ops, ops } from './ops/ops.js';
export type { ReduceOptions } from './ops/reduce.js';
export { prune } from './prune.js';
export { specialize } from './specialize/specialize.js';
export type {
  Attribute,
  Attributes,
  DataType,
  FileSpan,
  GraphNode,
  Port,
  Shape,
  Tensor,
  Value,
  ValueInfo,
} from './types.js';
export { type WinogradOptions, winograd } from './winograd/winograd.js';
