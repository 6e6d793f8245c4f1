import type { GraphProto, ModelProto, TypeProto, ValueInfoProto } from '../../proto/onnx_pb.js';
import { encode } from '../data.js';
import { dataTypeOf } from '../data-type.js';
import { OnnxAutogradError } from '../error.js';
import { Graph } from '../graph.js';
import type { Attribute, Attributes, Port, Tensor } from '../types.js';
import { readAttribute } from './attribute.js';

const OPSETS = { oldest: 14, newest: 23 };

/** The graph of a decoded model whose initializers were read apart; Constant nodes become initializers. */
export function graphOf(model: ModelProto, initializers: ReadonlyMap<string, Tensor>, path: string): Graph {
  const proto = model.graph!;
  const graph = new Graph({ opset: opsetOf(model, path), isStatic: false });
  for (const port of proto.input) {
    if (!initializers.has(port.name)) graph.addInput(port.name, ...portOf(port));
  }
  for (const [name, tensor] of initializers) graph.addInitializer(name, tensor);
  addNodes(graph, proto, path);
  for (const port of proto.output) {
    const [type, shape] = portOf(port);
    graph.addOutput(port.name, port.name, { name: port.name, type, shape });
  }
  return graph;
}

function opsetOf(model: ModelProto, path: string): number {
  const version = model.opsetImport.find(({ domain }) => isDefault(domain))?.version;
  if (version !== undefined && version >= OPSETS.oldest && version <= OPSETS.newest) return Number(version);
  throw new OnnxAutogradError({
    code: 'opset-unsupported',
    message: `${path}: expected operator set ${OPSETS.oldest} to ${OPSETS.newest}, received ${version ?? 'none'}.`,
    hint: `Export the model with an opset from ${OPSETS.oldest} to ${OPSETS.newest}.`,
    received: version,
  });
}

const isDefault = (domain: string) => domain === '' || domain === 'ai.onnx';

function addNodes(graph: Graph, proto: GraphProto, path: string): void {
  const fused = new Set(
    proto.node.filter((node) => !isDefault(node.domain)).map((node) => `${node.domain}.${node.opType}`),
  );
  if (fused.size > 0) {
    throw new OnnxAutogradError({
      code: 'operator-domain',
      message: `${path} holds operators outside the ONNX standard: ${[...fused].sort().join(', ')}.`,
      hint: 'This is an optimised (fused) export; use the plain one: what Olive keeps as unoptimized, or what optimum writes without --optimize.',
      received: [...fused],
    });
  }
  for (const node of proto.node) {
    const attributes: Attributes = Object.fromEntries(
      node.attribute.map((attribute) => [attribute.name, readAttribute(attribute, path)]),
    );
    if (node.opType === 'Constant') graph.addInitializer(node.output[0]!, constantOf(attributes));
    else graph.addNode(node.opType, node.input, { attributes, outputs: node.output, name: node.name });
  }
}

function constantOf(attributes: Attributes): Tensor {
  const [[name, { type, value }]] = Object.entries(attributes) as [[string, Attribute]];
  if (type === 'tensor') return value;
  if (type === 'float') return { type: 'float32', shape: [], data: encode([value], 'float32') };
  if (type === 'int') return { type: 'int64', shape: [], data: encode([value], 'int64') };
  if (type === 'floats') return { type: 'float32', shape: [value.length], data: encode(value, 'float32') };
  if (type === 'ints') return { type: 'int64', shape: [value.length], data: encode(value, 'int64') };
  throw new OnnxAutogradError({
    code: 'constant-unsupported',
    message: `A Constant node holds its value as ${name}; expected a tensor or numbers.`,
    hint: 'Export the model without sparse or string constants.',
  });
}

function portOf(port: ValueInfoProto): [Port['type'], Port['shape']] {
  const tensor = tensorTypeOf(port.type);
  if (!tensor) {
    throw new OnnxAutogradError({
      code: 'type-unsupported',
      message: `${port.name} is not a tensor.`,
      hint: 'Only models whose inputs and outputs are tensors can be read.',
    });
  }
  const dims = tensor.shape?.dim ?? [];
  return [
    dataTypeOf(tensor.elemType),
    dims.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : (value.value ?? ''))),
  ];
}

const tensorTypeOf = (type: TypeProto | undefined) =>
  type?.value.case === 'tensorType' ? type.value.value : undefined;
