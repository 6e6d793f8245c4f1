import type { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import type { GraphNode, Value } from '../types.js';
import { attentionPath } from './layer.js';
import { zeroAfter } from './zero-after.js';

/** The heads and the queries of one slice, from and up to. */
interface Range {
  heads: readonly [from: number, to: number];
  rows: readonly [from: number, to: number];
}

/** Axes of attention maps and of what they are made from, counted from the end. */
const HEADS = -3;
const ROWS = -2;

/**
 * Makes the attention layer of one map (an output of Softmax: [..., heads, queries, keys]) in at least so many
 * slices, one after the other, in place: the same numbers, and no map is ever there as a whole, neither in the
 * forward pass nor, once differentiated, in the backward pass. Slices are of heads, and where these do not suffice,
 * of the queries of one head. False where the layer is not softmax(q·kᵀ)·v with nothing else that reads its map.
 */
export function sliceAttention(graph: Graph, map: Value, slices: number): boolean {
  const path = attentionPath(graph, map);
  if (!path) return false;
  const [first, last] = [path[0]!, path.at(-1)!];
  const o = ops(graph, `${first.name}/slice/`);
  const shape = graph.shape(map);
  const [heads, positions] = [shape.at(HEADS) ?? 1, shape.at(ROWS)!];
  const headsASlice = Math.ceil(heads / Math.ceil(heads / Math.max(1, Math.floor(heads / slices))));
  const rowsASlice = Math.ceil(positions / Math.max(1, Math.ceil(slices / heads)));
  const byHeads = (value: Value) => parts(o, value, HEADS, headsASlice);
  const queries = byHeads(first.inputs[0]!);
  // Keys and values of one head may serve all heads.
  const [keys, values] = [first.inputs[1]!, last.inputs[1]!].map((value) => {
    const own = byHeads(value);
    return queries.map((_, at) => own[at % own.length]!);
  });

  let before: Value | undefined;
  // Of keys and values too: by its own cotangent, the zero orders the backward pass the other way round.
  const inTurn = (operand: Value) =>
    before === undefined ? operand : o.add(operand, zeroAfter(o, [before], o.type(operand)));
  const outputs = queries.map((ofHeads, at) => {
    const rows = parts(o, ofHeads, ROWS, rowsASlice).map((query, row) => {
      const range: Range = {
        heads: [at * headsASlice, Math.min(heads, (at + 1) * headsASlice)],
        rows: [row * rowsASlice, Math.min(positions, (row + 1) * rowsASlice)],
      };
      const operands = new Map([[first.outputs[0]!, copyOf(o, first, [inTurn(query), inTurn(keys![at]!)])]]);
      for (const node of path.slice(1)) {
        const operand = (input: Value) => operands.get(input) ?? sliceOf(o, input, shape, range);
        const inputs =
          node === last ? [operand(node.inputs[0]!), inTurn(values![at]!)] : node.inputs.map(operand);
        operands.set(node.outputs[0]!, copyOf(o, node, inputs));
      }
      before = operands.get(last.outputs[0]!)!;
      return before;
    });
    return joined(o, rows, ROWS);
  });
  graph.replaceUses(last.outputs[0]!, joined(o, outputs, HEADS));
  return true;
}

/** A value cut along an axis, in parts of `size` and the rest. */
function parts(o: Ops, value: Value, axis: number, size: number): Value[] {
  const whole = o.shape(value).at(axis) ?? 1;
  const count = Math.ceil(whole / size);
  if (count === 1) return [value];
  const sizes = Array.from({ length: count }, (_, at) => Math.min(size, whole - at * size));
  return o.split(value, sizes, axis);
}

const joined = (o: Ops, values: readonly Value[], axis: number) =>
  values.length === 1 ? values[0]! : o.concat(values, axis);

/** The part of another operand that belongs to a slice: all of it along an axis where it has one value for all. */
function sliceOf(o: Ops, value: Value, map: readonly number[], { heads, rows }: Range): Value {
  if (value === '') return value;
  const along = (from: Value, axis: number, [start, end]: readonly [number, number]) => {
    const size = o.shape(from).at(axis);
    return size === map.at(axis) && size! > end - start ? o.slice(from, axis, start, end) : from;
  };
  return along(along(value, HEADS, heads), ROWS, rows);
}

function copyOf({ graph }: Ops, { opType, attributes, name }: GraphNode, inputs: readonly Value[]): Value {
  return graph.addNode(opType, inputs, { attributes, name: graph.uniqueName(name || opType) }).outputs[0]!;
}
