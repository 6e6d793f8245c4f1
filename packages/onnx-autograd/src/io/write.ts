import { dirname, relative, sep } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from '../../proto/onnx_pb.js';
import { dataTypeCode } from '../data-type.js';
import type { Graph } from '../graph.js';
import type { GraphNode, Port } from '../types.js';
import { writeAttribute } from './attribute.js';
import { writeTensor } from './tensor.js';

/** IR version 8 goes with operator sets up to 18; 11 admits all that may be read (up to 23). */
const irVersion = (opset: number) => BigInt(opset <= 18 ? 8 : 11);

/**
 * An ONNX model as bytes, and the folder that the locations of its external data are relative to: pass it
 * to ONNX Runtime as `session.model_external_initializers_file_folder_path`, or write the bytes to a file
 * in that folder. The folder is `''` if no weights lie in files.
 */
export function serialize(graph: Graph): { bytes: Uint8Array; folder: string } {
  const folder = commonFolder(graph);
  const locate = (file: string) => relative(folder, file).split(sep).join('/');
  const model: ModelProto = create(ModelProtoSchema, {
    irVersion: irVersion(graph.opset),
    producerName: 'onnx-autograd',
    opsetImport: [{ domain: '', version: BigInt(graph.opset) }],
    graph: {
      name: 'graph',
      node: graph.sorted().map(nodeProto),
      initializer: [...graph.initializers].map(([name, tensor]) => writeTensor(name, tensor, locate)),
      input: graph.inputs.map(portProto),
      output: graph.outputs.map(portProto),
    },
  });
  return { bytes: toBinary(ModelProtoSchema, model), folder };
}

function nodeProto(node: GraphNode) {
  return create(NodeProtoSchema, {
    name: node.name,
    opType: node.opType,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes).map(([name, attribute]) => writeAttribute(name, attribute)),
  });
}

function portProto({ name, type, shape }: Port): ValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(size) } }
      : { value: { case: 'dimParam' as const, value: size } },
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: dataTypeCode(type), shape: { dim } } } },
  });
}

function commonFolder(graph: Graph): string {
  const folders = new Set<string>();
  for (const tensor of graph.initializers.values()) {
    if (!(tensor.data instanceof Uint8Array)) folders.add(dirname(tensor.data.file));
  }
  const [first, ...rest] = [...folders].map((folder) => folder.split(sep));
  if (!first) return '';
  const differs = first.findIndex((part, at) => rest.some((other) => other[at] !== part));
  return (differs < 0 ? first : first.slice(0, differs)).join(sep) || sep;
}
