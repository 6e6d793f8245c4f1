import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { type TensorProto, TensorProto_DataLocation, TensorProtoSchema } from '../../proto/onnx_pb.js';
import { elementBytes, elementCount, encode } from '../data.js';
import { dataTypeCode, dataTypeOf } from '../data-type.js';
import { OnnxAutogradError } from '../error.js';
import type { DataType, FileSpan, Tensor } from '../types.js';

/**
 * A tensor of a model file at `path`. Its bytes are `raw` if they were left in the file, else those that
 * the message holds or names.
 * @throws OnnxAutogradError `tensor-length`, `type-unsupported`
 */
export function readTensor(proto: TensorProto, path: string, raw?: FileSpan): Tensor {
  const type = dataTypeOf(proto.dataType);
  const shape = proto.dims.map(Number);
  const expected = elementCount(shape) * elementBytes(type);
  const data = raw ?? (isExternal(proto) ? externalSpan(proto, path, expected) : inlineBytes(proto, type));
  if (data.length !== expected && type !== 'string') {
    throw new OnnxAutogradError({
      code: 'tensor-length',
      message: `Tensor ${proto.name} of ${path}: expected ${expected} bytes for ${type} [${shape}], received ${data.length}.`,
      hint: 'The file is damaged or was cut short; download or export it again.',
    });
  }
  return { type, shape, data };
}

const isExternal = (proto: TensorProto) => proto.dataLocation === TensorProto_DataLocation.EXTERNAL;

function externalSpan(proto: TensorProto, path: string, expected: number): FileSpan {
  const entries = new Map(proto.externalData.map(({ key, value }) => [key, value]));
  const file = join(dirname(path), entries.get('location') ?? '');
  return {
    // ONNX Runtime resolves links before it checks where external data lies, so spans name real files.
    file: existsSync(file) ? realpathSync(file) : file,
    offset: Number(entries.get('offset') ?? 0),
    length: Number(entries.get('length') ?? expected),
  };
}

/** Older exporters write small tensors element by element instead of as raw bytes. */
function inlineBytes(proto: TensorProto, type: DataType): Uint8Array {
  if (proto.rawData.length > 0) return proto.rawData;
  if (type === 'float32') return encode(proto.floatData, type);
  if (type === 'float64') return encode(proto.doubleData, type);
  if (type === 'int64') return encode(proto.int64Data, type);
  if (type === 'uint32' || type === 'uint64') return encode(proto.uint64Data, type);
  // The bits of 16-bit floats are kept in the 32-bit integer list.
  if (type === 'float16' || type === 'bfloat16') return encode(proto.int32Data, 'uint16');
  return encode(proto.int32Data, type === 'string' ? 'uint8' : type);
}

/** `locate` names an external file as the model will refer to it. */
export function writeTensor(name: string, tensor: Tensor, locate: (file: string) => string): TensorProto {
  const { data } = tensor;
  const proto = create(TensorProtoSchema, {
    name,
    dims: tensor.shape.map(BigInt),
    dataType: dataTypeCode(tensor.type),
  });
  if (data instanceof Uint8Array) {
    proto.rawData = data;
    return proto;
  }
  const entries = { location: locate(data.file), offset: `${data.offset}`, length: `${data.length}` };
  proto.dataLocation = TensorProto_DataLocation.EXTERNAL;
  for (const [key, value] of Object.entries(entries)) {
    proto.externalData.push({ $typeName: 'onnx.StringStringEntryProto', key, value });
  }
  return proto;
}
