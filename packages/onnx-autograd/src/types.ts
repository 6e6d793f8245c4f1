import type { AttributeProto } from '../proto/onnx_pb.js';

/** The name of a value in a graph: an input, an initializer, or an output of a node. */
export type Value = string;

/** Element types, in the names that ONNX Runtime uses. */
export type DataType =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool'
  | 'string';

export type Shape = readonly number[];

/** A span of bytes in a file; weights stay where they are and are named by it. */
export interface FileSpan {
  /** Absolute path. */
  file: string;
  /** Bytes from the start of the file. */
  offset: number;
  /** Bytes. */
  length: number;
}

/** A constant tensor; `data` is little-endian bytes, or where such bytes lie. */
export interface Tensor {
  readonly type: DataType;
  readonly shape: Shape;
  readonly data: Uint8Array | FileSpan;
}

/** An attribute of a node; `other` holds what this package passes on without reading, such as subgraphs. */
export type Attribute =
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'ints'; readonly value: readonly bigint[] }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensor'; readonly value: Tensor }
  | { readonly type: 'other'; readonly value: AttributeProto };

export type Attributes = Readonly<Record<string, Attribute>>;

/** One node of a graph. Only `Graph` rewires it; `''` among the inputs or outputs is an absent optional one. */
export interface GraphNode {
  readonly name: string;
  readonly opType: string;
  /** `''` is the default ONNX domain. */
  readonly domain: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** An input or output of a graph; a dim is a number, or the name of a symbolic one (`''` if nameless). */
export interface Port {
  readonly name: Value;
  readonly type: DataType;
  readonly shape: readonly (number | string)[];
}

/** What is known of a value in a static graph. */
export interface ValueInfo {
  readonly type: DataType;
  readonly shape: Shape;
}
