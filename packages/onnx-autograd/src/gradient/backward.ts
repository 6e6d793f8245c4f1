import { decode, elementCount, isInline } from '../data.js';
import type { Ops } from '../ops/ops.js';
import { broadcastAxes } from '../shapes/broadcast.js';
import { Inference } from '../shapes/context.js';
import type { Attributes, GraphNode, Shape, Value } from '../types.js';
import type { Origin, Tape } from './tape.js';

/** A transposed copy of so many elements, 16 MiB in float32, is worth its memory whatever it is for. */
export const SMALL_COPY = 2 ** 22;

/** What a rule sees of the node that it differentiates. */
export class Backward {
  readonly node: GraphNode;
  readonly ops: Ops;
  /** Cotangents of the outputs; undefined where the loss does not depend on one. */
  readonly cotangents: readonly (Value | undefined)[];
  /** Positions of a map from which on a convolution is worth a second copy of its weights. */
  readonly mirrorFrom: number;
  readonly #tape: Tape;

  constructor(
    node: GraphNode,
    ops: Ops,
    cotangents: readonly (Value | undefined)[],
    { tape, mirrorFrom }: { tape: Tape; mirrorFrom: number },
  ) {
    this.#tape = tape;
    this.mirrorFrom = mirrorFrom;
    this.node = node;
    this.ops = ops;
    this.cotangents = cotangents;
  }

  get opType(): string {
    return this.node.opType;
  }

  get attributes(): Attributes {
    return this.node.attributes;
  }

  /** The cotangent of the only output that carries one. */
  get g(): Value {
    return this.cotangents[0]!;
  }

  x(index: number): Value {
    return this.node.inputs[index]!;
  }

  get y(): Value {
    return this.node.outputs[0]!;
  }

  /** Where the cotangent came from, if from one user of the output alone. */
  get origin(): Origin | undefined {
    return this.#tape.origin(this.g);
  }

  shape(index: number): Shape {
    return this.ops.shape(this.x(index));
  }

  /** Numbers of an input, if it is a constant at hand. */
  constant(index: number): number[] | undefined {
    const tensor = this.ops.graph.initializers.get(this.x(index));
    return tensor && isInline(tensor) ? decode(tensor) : undefined;
  }

  /** `value` summed over the axes along which input `index` was broadcast, in the shape of that input. */
  fit(value: Value, index: number): Value {
    return this.sumTo(value, this.shape(index));
  }

  sumTo(value: Value, shape: Shape): Value {
    const axes = broadcastAxes(shape, this.ops.shape(value));
    return this.ops.reshape(this.ops.reduceSum(value, { axes, keepDims: true }), shape);
  }

  /** A scalar of the type of input 0, spread over a shape. */
  filled(number: number, shape: Shape): Value {
    const { ops } = this;
    if (elementCount(shape) <= 16) {
      return ops.constant(new Array(elementCount(shape)).fill(number), shape, ops.type(this.y));
    }
    return ops.expand(ops.constant([number], [], ops.type(this.y)), shape);
  }

  /** A value in float32 if it is in float16: sums and quotients of many numbers need the range. */
  precise(value: Value): Value {
    return this.ops.type(value) === 'float16' ? this.ops.cast(value, 'float32') : value;
  }

  /** The node as shape inference reads it. */
  inference(): Inference {
    return new Inference(this.node, this.ops.graph.opset, this.ops.graph);
  }
}

/**
 * How one operator passes cotangents back: for each input a function that writes the nodes of its cotangent
 * (called only if the input needs one), or undefined where no gradient flows.
 */
export type VjpRule = (backward: Backward) => readonly ((() => Value) | undefined)[];
