import { elementCount, encode } from './data.js';
import { dependents, topologicalOrder } from './dependence.js';
import { OnnxAutogradError } from './error.js';
import { inferNode } from './shapes/infer.js';
import type { Attributes, DataType, GraphNode, Port, Shape, Tensor, Value, ValueInfo } from './types.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface NodeOptions {
  attributes?: Attributes;
  /** How many outputs the node has (default 1), or their names. */
  outputs?: number | readonly Value[];
  name?: string;
}

/**
 * An ONNX graph as data: values by name, nodes that read and write them, constants.
 *
 * Every value has one producer (single static assignment). In a *static* graph (one that `specialize`
 * made, or that was built by hand) the type and shape of every value are known numbers, and a node that
 * cannot be is refused when it is added.
 */
export class Graph {
  /** Version of the default operator set. */
  readonly opset: number;
  /** Whether types and shapes of all values are known. */
  readonly isStatic: boolean;
  readonly #inputs = new Map<Value, Port>();
  readonly #outputs = new Map<Value, Port | undefined>();
  readonly #nodes = new Set<GraphNode>();
  readonly #initializers = new Map<Value, Tensor>();
  readonly #producers = new Map<Value, GraphNode>();
  readonly #consumers = new Map<Value, Set<GraphNode>>();
  readonly #info = new Map<Value, ValueInfo>();
  readonly #scalars = new Map<string, Value>();
  readonly #nodeNames = new Set<string>(['']);
  #counter = 0;

  constructor(options: { opset?: number; isStatic?: boolean } = {}) {
    this.opset = options.opset ?? 17;
    this.isStatic = options.isStatic ?? true;
  }

  get inputs(): readonly Port[] {
    return [...this.#inputs.values()];
  }

  /** In a static graph each with its type and shape; otherwise as the model declares them. */
  get outputs(): readonly Port[] {
    return [...this.#outputs].map(([name, declared]) => {
      const info = this.#info.get(name);
      return info ? { name, ...info } : (declared ?? { name, type: 'float32', shape: [] });
    });
  }

  /** In the order in which they were added; see {@link sorted}. */
  get nodes(): ReadonlySet<GraphNode> {
    return this.#nodes;
  }

  get initializers(): ReadonlyMap<Value, Tensor> {
    return this.#initializers;
  }

  producer(value: Value): GraphNode | undefined {
    return this.#producers.get(value);
  }

  consumers(value: Value): readonly GraphNode[] {
    return [...(this.#consumers.get(value) ?? [])];
  }

  /** The nodes in an order in which each comes after those it reads from. */
  sorted(): GraphNode[] {
    return topologicalOrder(this.#nodes, (value) => this.#producers.get(value));
  }

  /** Whether the graph has a value of this name. */
  has(value: Value): boolean {
    return this.#inputs.has(value) || this.#initializers.has(value) || this.#producers.has(value);
  }

  /** @throws OnnxAutogradError `not-static` before `specialize` */
  shape(value: Value): Shape {
    return this.#known(value).shape;
  }

  /** @throws OnnxAutogradError `not-static` before `specialize` */
  type(value: Value): DataType {
    return this.#known(value).type;
  }

  #known(value: Value): ValueInfo {
    const info = this.#info.get(value);
    if (info) return info;
    if (!this.has(value)) throw missing(value);
    throw new OnnxAutogradError({
      code: 'not-static',
      message: `The shape of ${value} is not known: the graph has symbolic dims.`,
      hint: 'Call specialize(graph, shapes) first.',
    });
  }

  addInput(name: Value, type: DataType, shape: Port['shape']): Value {
    this.#claim(name);
    this.#inputs.set(name, { name, type, shape });
    if (shape.every((dim) => typeof dim === 'number')) this.#info.set(name, { type, shape });
    return name;
  }

  /** Makes `value` an output of the graph, under another name if `name` is given. Returns the output's name. */
  addOutput(value: Value, name: Value = value, declared?: Port): Value {
    if (!this.has(value)) throw missing(value);
    const output =
      name === value ? value : this.addNode('Identity', [value], { outputs: [name] }).outputs[0]!;
    this.#outputs.set(output, declared);
    return output;
  }

  addInitializer(name: Value, tensor: Tensor): Value {
    this.#claim(name);
    this.#initializers.set(name, tensor);
    this.#info.set(name, { type: tensor.type, shape: tensor.shape });
    return name;
  }

  /** Adds a constant from numbers in row-major order. Scalars of one value and type are shared. */
  constant(data: readonly (number | bigint)[], shape: Shape, type: DataType): Value {
    if (data.length !== elementCount(shape)) {
      throw new OnnxAutogradError({
        code: 'shape-mismatch',
        message: `Expected ${elementCount(shape)} numbers for shape [${shape}], received ${data.length}.`,
        hint: 'Give as many numbers as the shape has elements.',
      });
    }
    const key = data.length <= 8 ? `${type}[${shape}]${data}` : undefined;
    const shared = key === undefined ? undefined : this.#scalars.get(key);
    if (shared !== undefined && this.#initializers.has(shared)) return shared;
    const name = this.addInitializer(this.uniqueName('const'), { type, shape, data: encode(data, type) });
    if (key !== undefined) this.#scalars.set(key, name);
    return name;
  }

  /** @throws OnnxAutogradError `shape-mismatch` and the like when a static graph cannot hold such a node */
  addNode(opType: string, inputs: readonly Value[], options: NodeOptions = {}): GraphNode {
    const wanted = options.name ?? '';
    // ONNX Runtime refuses two nodes of one name; '' counts as taken.
    const name = this.#nodeNames.has(wanted) ? this.uniqueName(opType) : wanted;
    const outputs = options.outputs ?? 1;
    const node: GraphNode = {
      name,
      opType,
      domain: '',
      inputs: [...inputs],
      outputs:
        typeof outputs === 'number'
          ? Array.from({ length: outputs }, (_, index) => (outputs === 1 ? name : `${name}.${index}`))
          : [...outputs],
      attributes: options.attributes ?? {},
    };
    for (const input of inputs) if (this.isStatic && input !== '' && !this.has(input)) throw missing(input);
    const infos = this.isStatic ? inferNode(node, this.opset, this) : [];
    for (const [index, output] of node.outputs.entries()) {
      if (output === '') continue;
      this.#claim(output);
      this.#producers.set(output, node);
      if (infos[index]) this.#info.set(output, infos[index]);
    }
    this.#nodes.add(node);
    this.#nodeNames.add(name);
    for (const input of inputs) this.#consume(input, node);
    return node;
  }

  /** What is known of a value without throwing: for shape inference and for reading graphs that are not static. */
  info(value: Value): ValueInfo | undefined {
    return this.#info.get(value);
  }

  /** Makes every node that reads `from`, and every output that is `from`, read `to` instead. */
  replaceUses(from: Value, to: Value, except: readonly GraphNode[] = []): void {
    if (!this.has(to)) throw missing(to);
    for (const node of this.consumers(from)) {
      if (except.includes(node)) continue;
      (node as Mutable<GraphNode>).inputs = node.inputs.map((input) => (input === from ? to : input));
      this.#consumers.get(from)!.delete(node);
      this.#consume(to, node);
    }
    if (!this.#outputs.has(from)) return;
    const outputs = [...this.#outputs];
    this.#outputs.clear();
    for (const [name, declared] of outputs) this.#outputs.set(name === from ? to : name, declared);
  }

  /**
   * All values that depend on any of `of`, themselves included. With `dataOnly` the dependence is that of
   * numbers, not of shapes: it stops at Shape, Size and ConstantOfShape and follows only the data input of
   * operators that also take indices or sizes.
   */
  dependents(of: readonly Value[], options: { dataOnly: boolean }): Set<Value> {
    return dependents((value) => this.#consumers.get(value) ?? [], of, options);
  }

  /** A copy that can be changed without changing this one; the bytes of constants are shared. */
  clone(): Graph {
    const copy = new Graph({ opset: this.opset, isStatic: this.isStatic });
    for (const port of this.#inputs.values()) copy.addInput(port.name, port.type, port.shape);
    for (const [name, tensor] of this.#initializers) copy.addInitializer(name, tensor);
    for (const node of this.#nodes) {
      const twin = { ...node };
      copy.#nodes.add(twin);
      copy.#nodeNames.add(twin.name);
      for (const output of node.outputs) if (output !== '') copy.#producers.set(output, twin);
      for (const input of node.inputs) copy.#consume(input, twin);
    }
    for (const [value, info] of this.#info) copy.#info.set(value, info);
    for (const [name, declared] of this.#outputs) copy.#outputs.set(name, declared);
    for (const [key, value] of this.#scalars) copy.#scalars.set(key, value);
    copy.#counter = this.#counter;
    return copy;
  }

  /** A name that no value and no node has yet. */
  uniqueName(stem: string): Value {
    for (;;) {
      const name = `${stem}~${this.#counter++}`;
      if (!this.has(name) && !this.#nodeNames.has(name)) return name;
    }
  }

  #consume(input: Value, node: GraphNode): void {
    if (input === '') return;
    const nodes = this.#consumers.get(input);
    if (nodes) nodes.add(node);
    else this.#consumers.set(input, new Set([node]));
  }

  #claim(name: Value): void {
    if (!this.has(name)) return;
    throw new OnnxAutogradError({
      code: 'value-exists',
      message: `The graph already has a value named ${name}.`,
      hint: 'Choose another name, or let the graph name it.',
    });
  }
}

function missing(value: Value) {
  return new OnnxAutogradError({
    code: 'value-unknown',
    message: `The graph has no value named ${JSON.stringify(value)}.`,
    hint: 'Add the input, constant or node that makes it first.',
    received: value,
  });
}
