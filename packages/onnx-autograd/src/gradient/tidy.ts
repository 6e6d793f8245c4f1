import { floatAttribute, intAttribute } from '../attribute.js';
import { decode, elementCount, isInline } from '../data.js';
import type { Ops } from '../ops/ops.js';
import { sameShape } from '../shapes/broadcast.js';
import type { GraphNode, Value } from '../types.js';
import { SMALL_COPY } from './backward.js';

/** Operators that broadcast by themselves. */
const BROADCASTING = new Set(['Add', 'Sub', 'Mul', 'Div']);

/** Takes copies out of a backward pass that rules cannot see to be needless, since each sees one operator alone. */
export function tidy(ops: Ops, backward: readonly GraphNode[]): void {
  for (const node of backward) {
    if (node.opType === 'Expand') broadcastInPlace(ops, node);
    if (node.opType !== 'Add') continue;
    joinParts(ops, node);
    factorOut(ops, node);
  }
}

/** Lets element-wise operators read what an Expand reads, where another operand has the full shape already. */
function broadcastInPlace({ graph }: Ops, { inputs, outputs }: GraphNode): void {
  const [small, large] = [inputs[0]!, outputs[0]!];
  const keepsShape = ({ opType, inputs: operands }: GraphNode) =>
    BROADCASTING.has(opType) &&
    operands.some((operand) => operand !== large && sameShape(graph.shape(operand), graph.shape(large)));
  const others = graph.consumers(large).filter((user) => !keepsShape(user));
  graph.replaceUses(large, small, others);
}

/** The sum of two parts, each filled up with zeros where the other one lies, is their concatenation. */
function joinParts(ops: Ops, { inputs, outputs }: GraphNode): void {
  const [left, right] = inputs.map((input) => filledPart(ops, input));
  if (!left || !right || left.axis !== right.axis) return;
  const [first, second] = left.before === 0 ? [left, right] : [right, left];
  if (first.before > 0 || second.after > 0 || first.size !== second.before) return;
  const parts = [first.part, second.part];
  const whole = ops.concat(parts, first.axis);
  ops.graph.replaceUses(outputs[0]!, whole);
  if (first.axis === ops.shape(whole).length - 1) multiplyApart(ops, whole, parts);
}

/**
 * [a, b] · [c, d]ᵀ is a·cᵀ + b·dᵀ: no concatenation, and no rows so long that they crowd each other out of the cache.
 * It takes a copy of the weights, so that these must be small.
 */
function multiplyApart(ops: Ops, whole: Value, parts: readonly Value[]): void {
  const { graph } = ops;
  const [rows, ...others] = graph.consumers(whole);
  const product = rows?.opType === 'Reshape' ? graph.consumers(rows.outputs[0]!)[0] : undefined;
  if (others.length > 0 || !product || !isTimesFlipped(ops, product, rows!.outputs[0]!, whole)) return;
  const weight = product.inputs[1]!;
  let before = 0;
  const products = parts.map((part) => {
    const size = ops.shape(part).at(-1)!;
    const flat = ops.reshape(part, [elementCount(ops.shape(part)) / size, size]);
    const own = ops.slice(weight, 1, before, before + size);
    before += size;
    return ops.gemm(flat, own, { transB: true });
  });
  graph.replaceUses(product.outputs[0]!, products.reduce(ops.add));
}

/** Whether a node is rows · wᵀ, for the rows of `whole` and a small constant w, as the rule of MatMul writes it. */
function isTimesFlipped({ graph }: Ops, node: GraphNode, rows: Value, whole: Value): boolean {
  const { shape } = graph.initializers.get(node.inputs[1]!) ?? {};
  return (
    node.opType === 'Gemm' &&
    node.inputs[0] === rows &&
    shape?.[1] === graph.shape(whole).at(-1) &&
    elementCount(shape!) <= SMALL_COPY &&
    intAttribute(node, 'transB', 0) === 1 &&
    intAttribute(node, 'transA', 0) === 0 &&
    floatAttribute(node, 'alpha', 1) === 1
  );
}

interface FilledPart {
  part: Value;
  axis: number;
  /** Zeros before and after the part, and its own extent. */
  before: number;
  after: number;
  size: number;
}

/** What a Pad of the backward pass filled up along a single axis. */
function filledPart({ graph }: Ops, value: Value): FilledPart | undefined {
  const node = graph.producer(value);
  const pads = node?.opType === 'Pad' ? graph.initializers.get(node.inputs[1]!) : undefined;
  if (!node || !pads || !isInline(pads)) return undefined;
  const [part, amounts] = [node.inputs[0]!, decode(pads)];
  const shape = graph.shape(part);
  const at = (axis: number) => ({ before: amounts[axis]!, after: amounts[axis + shape.length]! });
  const axes = shape.flatMap((_, axis) => (at(axis).before || at(axis).after ? axis : []));
  const [axis] = axes;
  if (axes.length !== 1 || at(axis!).before < 0 || at(axis!).after < 0) return undefined;
  return { part, axis: axis!, ...at(axis!), size: shape[axis!]! };
}

/**
 * g·a + g·b·c is g·(a + b·c), for a value with several uses: one pass over the map fewer, and where a, b and c are
 * values of the forward pass, one map to keep of it in place of three.
 */
function factorOut(ops: Ops, { inputs, outputs }: GraphNode): void {
  const [left, right] = inputs.map((input) => factors(ops, input)) as [Factors[], Factors[]];
  for (const { of, rest } of left) {
    const other = right.find((each) => each.of === of);
    if (!other) continue;
    ops.graph.replaceUses(outputs[0]!, ops.mul(of, ops.add(rest(), other.rest())));
    return;
  }
}

/** A value as `of` times the product that `rest` writes. */
interface Factors {
  of: Value;
  rest: () => Value;
}

/** Every way to take the first factor of a chain of products and quotients that nothing else reads. */
function factors(ops: Ops, value: Value): Factors[] {
  const node = ops.graph.producer(value);
  const isProduct = node?.opType === 'Mul' || node?.opType === 'Div';
  if (!isProduct || ops.graph.consumers(value).length > 1) return [];
  const [of, by] = node.inputs as [Value, Value];
  if (!sameShape(ops.graph.shape(of), ops.graph.shape(value))) return [];
  const isQuotient = node.opType === 'Div';
  const inner = factors(ops, of).map(({ of: first, rest }) => ({
    of: first,
    rest: () => (isQuotient ? ops.div(rest(), by) : ops.mul(rest(), by)),
  }));
  return isQuotient ? inner : [{ of, rest: () => by }, ...inner];
}
