import { attentionLayer } from '../attention/layer.js';
import { elementCount, isFloat } from '../data.js';
import { OnnxAutogradError } from '../error.js';
import type { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import { sameShape } from '../shapes/broadcast.js';
import type { GraphNode, Value } from '../types.js';
import { attentionCotangents } from './attention.js';
import { Backward } from './backward.js';
import { ruleFor } from './rules.js';
import { Tape } from './tape.js';
import { tidy } from './tidy.js';

export interface VjpOptions {
  /**
   * Attention maps of so many elements or more are computed a second time in the backward pass instead of being kept
   * from the forward pass: less memory for a little more time. Layers with a mask, or with keys that several heads
   * share, are left out. Default: none.
   */
  recomputeFrom?: number;
  /**
   * Elements of such a map that are there at a time, about. On a CPU, parts that fit the cache make up for the second
   * computation: 2 ** 20, which are 4 MiB in float32. Default: all.
   */
  recomputeElements?: number;
  /**
   * Convolutions over maps of so many positions or more keep a second, mirrored copy of their weights, which makes
   * their input gradients up to a third faster on the CPU. Weights of 16 MiB or less are copied in any case.
   * Default: no others.
   */
  mirrorFrom?: number;
}

export interface GradientOptions extends VjpOptions {
  /**
   * The backward pass computes with the loss times this number, and divides its results by it. Keeps small
   * cotangents of float16 graphs from vanishing; a power of two such as 2 ** 16. Default 1.
   */
  scale?: number;
}

/**
 * Appends the gradient of a scalar to its graph, in place, and returns dLoss/dw for each `w` of `wrt`,
 * each of w's shape and type. Values of the forward pass are shared, not computed again.
 *
 * @param loss a value with one element
 * @throws OnnxAutogradError `loss-not-scalar`, and what {@link vjp} throws
 */
export function gradient(
  graph: Graph,
  loss: Value,
  wrt: readonly Value[],
  { scale = 1, ...options }: GradientOptions = {},
): Value[] {
  const shape = graph.shape(loss);
  if (elementCount(shape) !== 1) {
    throw new OnnxAutogradError({
      code: 'loss-not-scalar',
      message: `The loss ${loss} has shape [${shape}]; expected one element.`,
      hint: 'Reduce it to a scalar with ops.reduceMean or ops.reduceSum.',
      received: shape,
    });
  }
  const slopes = vjp(graph, [loss], [graph.constant([scale], shape, graph.type(loss))], wrt, options);
  if (scale === 1) return slopes;
  const write = ops(graph, 'grad/');
  return slopes.map((slope) => write.div(slope, scale));
}

/**
 * Appends Σᵢ cotangentᵢ · ∂outputᵢ/∂w for each `w` of `wrt`, in place (a vector-Jacobian product), and
 * returns these values. Each cotangent has the shape and type of its output.
 *
 * @throws OnnxAutogradError `cotangent-shape`; `wrt-not-float`; `wrt-independent`: no output depends on a
 * `wrt`; `operator-without-rule`: names the operator, its node and the path to it from the outputs
 */
export function vjp(
  graph: Graph,
  outputs: readonly Value[],
  cotangents: readonly Value[],
  wrt: readonly Value[],
  options: VjpOptions = {},
): Value[] {
  checkCotangents(graph, outputs, cotangents);
  const { mirrorFrom = Number.POSITIVE_INFINITY } = options;
  const order = graph.sorted();
  const active = activeValues(graph, order, wrt);
  const write = ops(graph, 'grad/');
  const tape = new Tape(write);
  for (const [index, output] of outputs.entries()) tape.give(output, cotangents[index]!);
  for (const node of order.toReversed()) {
    const inputs = node.inputs.filter((input) => active.has(input));
    if (inputs.length === 0 || !node.outputs.some((output) => tape.reached(output))) continue;
    const taken = node.outputs.map((output) => tape.take(output));
    if (recomputed(write, node, { wrt, active, tape, options })) continue;
    const parts = ruleFor(node, tape)(new Backward(node, write, taken, { tape, mirrorFrom }));
    for (const [index, input] of node.inputs.entries()) {
      if (active.has(input) && parts[index]) tape.give(input, parts[index](), node);
    }
  }
  const slopes = wrt.map((value) => tape.take(value) ?? raise(independent(value, outputs)));
  const forward = new Set(order);
  tidy(
    write,
    [...graph.nodes].filter((node) => !forward.has(node)),
  );
  return slopes;
}

interface Walk {
  wrt: readonly Value[];
  active: ReadonlySet<Value>;
  tape: Tape;
  options: VjpOptions;
}

/** Passes the cotangent of a large attention layer back at once, if `node` is the last of one. */
function recomputed(o: Ops, node: GraphNode, { wrt, active, tape, options }: Walk): boolean {
  const {
    recomputeFrom: least = Number.POSITIVE_INFINITY,
    recomputeElements: elements = Number.POSITIVE_INFINITY,
  } = options;
  if (elementCount(o.shape(node.inputs[0]!)) < least) return false;
  const layer = attentionLayer(o.graph, node);
  if (!layer || wrt.some((value) => layer.inside.includes(value))) return false;
  const operands = [layer.queries, layer.flippedKeys, layer.values] as const;
  const given = attentionCotangents(o, layer, {
    cotangent: tape.take(layer.output)!,
    wanted: operands.map((operand) => active.has(operand)),
    elements,
  });
  for (const [index, part] of given.entries()) {
    if (part !== undefined) tape.give(operands[index]!, part, node);
  }
  return true;
}

/** Float values through which numbers of `wrt` flow: gradients are needed there and nowhere else. */
function activeValues(graph: Graph, order: readonly GraphNode[], wrt: readonly Value[]): Set<Value> {
  for (const value of wrt) if (!isFloat(graph.type(value))) throw notFloat(graph, value);
  const dependent = graph.dependents(wrt, { dataOnly: true });
  const active = new Set(wrt);
  for (const node of order) {
    if (!node.inputs.some((input) => active.has(input))) continue;
    for (const output of node.outputs) {
      if (dependent.has(output) && isFloat(graph.type(output))) active.add(output);
    }
  }
  return active;
}

function checkCotangents(graph: Graph, outputs: readonly Value[], cotangents: readonly Value[]): void {
  for (const [index, output] of outputs.entries()) {
    const cotangent = cotangents[index];
    const [wanted, received] = [graph.shape(output), cotangent === undefined ? [] : graph.shape(cotangent)];
    if (cotangent !== undefined && sameShape(wanted, received)) continue;
    throw new OnnxAutogradError({
      code: 'cotangent-shape',
      message: `Output ${output}: expected a cotangent of shape [${wanted}], received [${received}].`,
      hint: 'Give one cotangent for each output, of the same shape.',
    });
  }
}

function independent(value: Value, outputs: readonly Value[]) {
  return new OnnxAutogradError({
    code: 'wrt-independent',
    message: `${outputs.join(', ')} does not depend on ${value}, so that it has no gradient there.`,
    hint: 'Check the name, and that the path between them is not cut by integers, comparisons or Shape.',
    received: value,
  });
}

function notFloat(graph: Graph, value: Value) {
  return new OnnxAutogradError({
    code: 'wrt-not-float',
    message: `${value} holds ${graph.type(value)}; gradients exist for floating-point values only.`,
    hint: 'Differentiate with respect to what is made from it, such as an embedding.',
    received: value,
  });
}

function raise(error: Error): never {
  throw error;
}
