import { decode, isInline } from '../data.js';
import { OnnxAutogradError } from '../error.js';
import type { GraphNode, Shape, Tensor, Value, ValueInfo } from '../types.js';

/** The part of a graph that shape inference reads. */
export interface KnownValues {
  info(value: Value): ValueInfo | undefined;
  readonly initializers: ReadonlyMap<Value, Tensor>;
}

/** A node whose outputs are to be inferred, with what is known of its inputs. */
export class Inference {
  readonly node: GraphNode;
  readonly opset: number;
  readonly #values: KnownValues;

  constructor(node: GraphNode, opset: number, values: KnownValues) {
    this.node = node;
    this.opset = opset;
    this.#values = values;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? '') !== '';
  }

  input(index: number): ValueInfo {
    const info = this.has(index) ? this.#values.info(this.node.inputs[index]!) : undefined;
    if (info) return info;
    throw this.error('shape-dynamic', `the type and shape of input ${index} are not known`);
  }

  shape(index: number): Shape {
    return this.input(index).shape;
  }

  /** Every input that is present. */
  inputs(): ValueInfo[] {
    return this.node.inputs.flatMap((value, index) => (value === '' ? [] : [this.input(index)]));
  }

  /** The numbers of a constant input, or undefined if the input is absent. */
  constant(index: number): number[] | undefined {
    if (!this.has(index)) return undefined;
    const tensor = this.#values.initializers.get(this.node.inputs[index]!);
    if (tensor && isInline(tensor)) return decode(tensor);
    throw this.error('shape-dynamic', `input ${index} (${this.node.inputs[index]}) must be a constant`);
  }

  /** Axis counted from the front. */
  axis(axis: number, rank: number): number {
    if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
    throw this.error('axis-out-of-range', `axis ${axis} does not exist in a tensor of rank ${rank}`);
  }

  mismatch(expected: string, ...shapes: Shape[]): OnnxAutogradError {
    const received = shapes.map((shape) => `[${shape}]`).join(' and ');
    return this.error('shape-mismatch', `expected ${expected}, received ${received}`);
  }

  error(code: string, problem: string): OnnxAutogradError {
    const { opType, name } = this.node;
    return new OnnxAutogradError({
      code,
      message: `${opType} (node ${name}): ${problem}.`,
      hint:
        code === 'shape-dynamic'
          ? 'Only graphs whose shapes follow from the input shapes can be made static; call specialize first.'
          : 'Check the shapes of the operands with graph.shape(value).',
    });
  }
}

/** Types and shapes of the outputs of one kind of node. */
export type InferRule = (inference: Inference) => ValueInfo[];
