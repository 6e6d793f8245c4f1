import { TensorProto_DataType as Proto } from '../proto/onnx_pb.js';
import { OnnxAutogradError } from './error.js';
import type { DataType } from './types.js';

const CODES: Record<DataType, number> = {
  float32: Proto.FLOAT,
  float64: Proto.DOUBLE,
  float16: Proto.FLOAT16,
  bfloat16: Proto.BFLOAT16,
  int8: Proto.INT8,
  int16: Proto.INT16,
  int32: Proto.INT32,
  int64: Proto.INT64,
  uint8: Proto.UINT8,
  uint16: Proto.UINT16,
  uint32: Proto.UINT32,
  uint64: Proto.UINT64,
  bool: Proto.BOOL,
  string: Proto.STRING,
};

const TYPES = new Map(Object.entries(CODES).map(([type, code]) => [code, type as DataType]));

/** The number by which ONNX files name an element type. */
export const dataTypeCode = (type: DataType): number => CODES[type];

/** @throws OnnxAutogradError `type-unsupported` */
export function dataTypeOf(code: number): DataType {
  const type = TYPES.get(code);
  if (type) return type;
  throw new OnnxAutogradError({
    code: 'type-unsupported',
    message: `Element type ${code} of ONNX is not supported; expected one of ${[...TYPES.values()].join(', ')}.`,
    hint: 'Export the model in float32 or float16, without quantisation.',
    received: code,
  });
}
