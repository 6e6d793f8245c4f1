import { decode, isInline } from '../data.js';
import type { Ops } from '../ops/ops.js';
import { sameShape } from '../shapes/broadcast.js';
import type { GraphNode, Value } from '../types.js';

/** Operators that broadcast by themselves. */
const BROADCASTING = new Set(['Add', 'Sub', 'Mul', 'Div']);

/** Takes copies out of a backward pass that rules cannot see to be needless, since each sees one operator alone. */
export function tidy(ops: Ops, backward: readonly GraphNode[]): void {
  for (const node of backward) {
    if (node.opType === 'Expand') broadcastInPlace(ops, node);
    if (node.opType === 'Add') joinParts(ops, node);
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
  ops.graph.replaceUses(outputs[0]!, ops.concat([first.part, second.part], first.axis));
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
