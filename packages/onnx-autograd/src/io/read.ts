import { existsSync, realpathSync } from 'node:fs';
import { fromBinary } from '@bufbuild/protobuf';
import {
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  TensorProtoSchema,
} from '../../proto/onnx_pb.js';
import { OnnxAutogradError } from '../error.js';
import type { Graph } from '../graph.js';
import type { FileSpan, Tensor } from '../types.js';
import { checkSpans } from './external.js';
import { FileWindow } from './file-window.js';
import { graphOf } from './graph-of.js';
import { readTensor } from './tensor.js';
import { bytesWithout, type Field } from './wire.js';

/** Field numbers in onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_RAW_DATA = 9;

/** Constants up to this many bytes are read: shapes, axes, scales. Weights stay in their file. */
const INLINE_BYTES = 4096;

/**
 * Reads an ONNX model. The bytes of weights are neither read nor copied: each initializer names the file,
 * offset and length at which they lie, be that an external data file or the model file itself.
 *
 * @throws OnnxAutogradError `model-not-found`; `model-malformed` (truncated, or no ONNX file);
 * `opset-unsupported`; `operator-domain` (fused export); `external-data-missing`, `external-data-short`;
 * `tensor-length`; `type-unsupported`
 */
export async function readModel(path: string): Promise<Graph> {
  return readGraph(path, INLINE_BYTES);
}

/** The same, with constants of up to `inlineBytes` bytes read into memory. */
export function readGraph(path: string, inlineBytes: number): Graph {
  if (!existsSync(path)) {
    throw new OnnxAutogradError({
      code: 'model-not-found',
      message: `There is no model file ${path}.`,
      hint: 'Check the path; an ONNX model is a file that ends in .onnx.',
      received: path,
    });
  }
  const file = new FileWindow(path);
  try {
    const { model, initializers } = readParts(file, path, inlineBytes);
    checkSpans(initializers.values());
    return graphOf(model, initializers, path);
  } catch (cause) {
    if (cause instanceof OnnxAutogradError) throw cause;
    throw new OnnxAutogradError({
      code: 'model-malformed',
      message: `${path} is not a whole ONNX model: ${(cause as Error).message}.`,
      hint: 'The file is damaged, was cut short, or is something else; download or export it again.',
      cause,
    });
  } finally {
    file.close();
  }
}

function readParts(file: FileWindow, path: string, inlineBytes: number) {
  const graphs: Field[] = [];
  const outer = bytesWithout(file, 0, file.size, (field) => {
    if (field.number === MODEL_GRAPH) graphs.push(field);
    return field.number === MODEL_GRAPH;
  });
  const model: ModelProto = fromBinary(ModelProtoSchema, outer);
  const span = graphs[0];
  if (!span) throw new Error('it holds no graph');
  const initializers = new Map<string, Tensor>();
  const inner = bytesWithout(file, span.payload, span.end, (field) => {
    if (field.number !== GRAPH_INITIALIZER) return false;
    const { name, tensor } = readInitializer(file, path, field, inlineBytes);
    initializers.set(name, tensor);
    return true;
  });
  model.graph = fromBinary(GraphProtoSchema, inner);
  return { model, initializers };
}

function readInitializer(file: FileWindow, path: string, { payload, end }: Field, inlineBytes: number) {
  let raw: FileSpan | undefined;
  const bytes = bytesWithout(file, payload, end, (field) => {
    const length = field.end - field.payload;
    if (field.number !== TENSOR_RAW_DATA || length <= inlineBytes) return false;
    raw = { file: realpathSync(path), offset: field.payload, length };
    return true;
  });
  const proto = fromBinary(TensorProtoSchema, bytes);
  return { name: proto.name, tensor: readTensor(proto, path, raw) };
}
