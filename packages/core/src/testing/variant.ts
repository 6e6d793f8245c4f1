import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DataType, Graph, type Port, readModel, serialize, type Tensor } from '@dualedit/onnx-autograd';

/** The numbers of element types in ONNX files. */
const ONNX_TYPES: Partial<Record<DataType, bigint>> = { float32: 1n, int32: 6n, int64: 7n };

/** How another exporter would have written the same model. */
export interface Variant {
  /** The weights in the model's own file, in one beside it, or in one a tensor; as they were unless given. */
  weights?: 'inline' | 'one' | 'many';
  /** The file of `one`. */
  location?: string;
  /** Inputs of another type; the model casts them. */
  types?: Record<string, DataType>;
  /** A timestep of no axis, as optimum has it. */
  scalarTimestep?: boolean;
  /** Numbers in place of the names of values and nodes, as exporters before PyTorch 1.13 wrote them. */
  nameless?: boolean;
}

/** Writes the model at `from` to `to` in another form; what it computes is the same. */
export async function writeVariant(from: string, to: string, variant: Variant): Promise<void> {
  const model = await readModel(from);
  const graph = new Graph({ opset: model.opset, isStatic: false });
  const renamed = new Map<string, string>();
  const ports = new Set([...model.inputs, ...model.outputs].map(({ name }) => name));
  const rename = (name: string) => {
    if (name === '' || (ports.has(name) && !renamed.has(name)) || !variant.nameless)
      return renamed.get(name) ?? name;
    if (!renamed.has(name)) renamed.set(name, `${renamed.size + 1000}`);
    return renamed.get(name)!;
  };
  for (const port of model.inputs) renamed.set(port.name, addInput(graph, port, variant));
  mkdirSync(dirname(to), { recursive: true });
  const place = placing(dirname(to), variant);
  for (const [name, tensor] of model.initializers) graph.addInitializer(rename(name), place(tensor));
  for (const { opType, inputs, outputs, attributes, name } of model.sorted()) {
    graph.addNode(opType, inputs.map(rename), {
      outputs: outputs.map(rename),
      attributes,
      name: variant.nameless ? '' : name,
    });
  }
  for (const port of model.outputs) graph.addOutput(rename(port.name), port.name, port);
  writeFileSync(to, serialize(graph).bytes);
}

/** The input as the variant has it; returns the value that stands for the input as it was. */
function addInput(graph: Graph, { name, type, shape }: Port, { types, scalarTimestep }: Variant): string {
  const isScalar = scalarTimestep === true && name === 'timestep';
  let value = graph.addInput(name, types?.[name] ?? type, isScalar ? [] : shape);
  if (isScalar) {
    const axes = graph.constant([0], [1], 'int64');
    value = graph.addNode('Unsqueeze', [value, axes]).outputs[0]!;
  }
  if (types?.[name] === undefined) return value;
  const to = { type: 'int', value: ONNX_TYPES[type]! } as const;
  return graph.addNode('Cast', [value], { attributes: { to } }).outputs[0]!;
}

/** Where each weight lies. */
function placing(folder: string, { weights, location = 'weights.pb' }: Variant): (tensor: Tensor) => Tensor {
  let count = 0;
  let offset = 0;
  const path = join(folder, location);
  if (weights === 'one') writeFileSync(path, '');
  return (tensor) => {
    const data = bytesOf(tensor);
    if (weights === 'inline' || data.length < 64) return { ...tensor, data };
    const file = weights === 'many' ? join(folder, `tensor_${count++}`) : path;
    const at = weights === 'many' ? 0 : offset;
    writeFileSync(file, data, { flag: weights === 'many' ? 'w' : 'a' });
    offset += data.length;
    return { ...tensor, data: { file, offset: at, length: data.length } };
  };
}

function bytesOf({ data }: Tensor): Uint8Array {
  if (data instanceof Uint8Array) return data;
  return readFileSync(data.file).subarray(data.offset, data.offset + data.length);
}
