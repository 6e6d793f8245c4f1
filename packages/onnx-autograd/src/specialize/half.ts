import { int, intAttribute, tensorAttribute } from '../attribute.js';
import { decode, encode, isFloat, isInline } from '../data.js';
import { dataTypeCode, dataTypeOf } from '../data-type.js';
import type { Graph } from '../graph.js';
import type { DataType, GraphNode, Tensor, Value } from '../types.js';

/*
 * ONNX Runtime has no float16 kernels on the CPU for most operators: over a float16 graph its pass would write
 * casts everywhere and take operators such as Softmax apart. So the pass sees all floats as float32. Casts
 * between floats, which it would drop, stand as an operator that no fusion touches, with an input named after
 * the type; afterwards they become casts again, and constants take the type of the operands beside them.
 */

export const seenAs = (type: DataType): DataType => (type === 'float16' ? 'float32' : type);

const MARKS: Readonly<Record<string, DataType>> = { '~cast-float16': 'float16', '~cast-float32': 'float32' };

export const isMark = (name: Value): boolean => Object.hasOwn(MARKS, name);

export const usesHalf = (graph: Graph): boolean =>
  [...graph.initializers.values(), ...graph.inputs].some(({ type }) => type === 'float16');

export function widened(tensor: Tensor): Tensor {
  if (tensor.type !== 'float16' || !isInline(tensor)) return tensor;
  return { type: 'float32', shape: tensor.shape, data: encode(decode(tensor), 'float32') };
}

/** Writes what stands for a cast to float16, or between it and float32. */
export function markCast(skeleton: Graph, node: GraphNode, types: ReadonlyMap<Value, DataType>): boolean {
  if (node.opType !== 'Cast' && node.opType !== 'CastLike') return false;
  const markOf = (type: DataType | undefined) => Object.keys(MARKS).find((name) => MARKS[name] === type);
  const to = outputType(node, types);
  const mark = markOf(to);
  const fromMarked = markOf(types.get(node.inputs[0]!)) !== undefined;
  if (mark === undefined || (!fromMarked && to === 'float32')) return false;
  if (!skeleton.has(mark)) skeleton.addInput(mark, 'float32', []);
  const attributes = { to: int(dataTypeCode('float32')) };
  const input = node.inputs[0]!;
  const x = fromMarked ? input : skeleton.addNode('Cast', [input], { attributes }).outputs[0]!;
  skeleton.addNode('PRelu', [x, mark], { outputs: node.outputs, name: node.name });
  return true;
}

/** What `markCast` wrote as a cast again, and as a constant where it casts one. */
export function unmarkCast(result: Graph, { inputs, outputs, name }: GraphNode): boolean {
  const mark = inputs.find(isMark);
  if (mark === undefined) return false;
  const x = inputs.find((input) => input !== mark)!;
  const type = MARKS[mark]!;
  const constant = result.initializers.get(x);
  if (constant && isInline(constant)) {
    const data = encode(decode(constant), type);
    result.addInitializer(outputs[0]!, { type, shape: constant.shape, data });
  } else result.addNode('Cast', [x], { attributes: { to: int(dataTypeCode(type)) }, outputs, name });
  return true;
}

/** The inputs of a node with float constants in the type of its other operands. */
export function narrowedInputs(result: Graph, { opType, inputs }: GraphNode): Value[] {
  const isConstant = (value: Value) => value !== '' && result.initializers.has(value);
  const beside = inputs.find(
    (input) => input !== '' && isFloat(result.type(input)) && !isLoose(result, input),
  );
  if (beside === undefined || result.type(beside) !== 'float16') return [...inputs];
  return inputs.map((input, index) => {
    // The scales of Resize are float32 whatever it scales.
    const keeps =
      !isConstant(input) || result.type(input) !== 'float32' || (opType === 'Resize' && index > 0);
    return keeps ? input : narrowed(result, input);
  });
}

/** Whether a value is a constant that the pass made or may have shared: one at hand, in float32. */
const isLoose = (graph: Graph, value: Value) => {
  const tensor = graph.initializers.get(value);
  return tensor !== undefined && tensor.type === 'float32' && isInline(tensor);
};

function narrowed(result: Graph, value: Value): Value {
  const name = `${value}~float16`;
  if (result.has(name)) return name;
  const tensor = result.initializers.get(value) as Tensor & { data: Uint8Array };
  return result.addInitializer(name, {
    type: 'float16',
    shape: tensor.shape,
    data: encode(decode(tensor), 'float16'),
  });
}

const INTEGER = new Set(['Shape', 'Size', 'ArgMax', 'ArgMin', 'NonZero']);
const BOOLEAN = new Set([
  'Equal',
  'Greater',
  'Less',
  'GreaterOrEqual',
  'LessOrEqual',
  'And',
  'Or',
  'Xor',
  'Not',
]);

/** Element types of all values of a graph whose shapes are not known yet. */
export function typesOf(graph: Graph): Map<Value, DataType> {
  const types = new Map<Value, DataType>();
  for (const { name, type } of graph.inputs) types.set(name, type);
  for (const [name, { type }] of graph.initializers) types.set(name, type);
  for (const node of graph.sorted()) {
    const type = outputType(node, types);
    if (type) for (const output of node.outputs) types.set(output, type);
  }
  return types;
}

function outputType(node: GraphNode, types: ReadonlyMap<Value, DataType>): DataType | undefined {
  const { opType, inputs } = node;
  if (opType === 'Cast') return dataTypeOf(intAttribute(node, 'to', 0));
  if (opType === 'ConstantOfShape') return tensorAttribute(node, 'value')?.type ?? 'float32';
  if (INTEGER.has(opType)) return 'int64';
  if (BOOLEAN.has(opType)) return 'bool';
  return types.get(inputs[opType === 'Where' || opType === 'CastLike' ? 1 : 0] ?? '');
}
