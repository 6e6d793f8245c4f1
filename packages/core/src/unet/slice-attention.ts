import { type Graph, type GraphNode, type Ops, ops, type Value } from '@dualedit/onnx-autograd';
import { MAX_INJECTED_POSITIONS } from '../attention/gates.js';
import type { AttentionSite } from '../attention/sites.js';

/** Attention maps of more elements are made slice by slice: 64 MiB in float32, where 64×64 positions take 512. */
const SLICE_ELEMENTS = 2 ** 24;

/** A gradient computes such slices again instead of keeping them all. Slices are never less than half as large. */
export const RECOMPUTE_FROM = SLICE_ELEMENTS / 2;

/**
 * Takes the queries of large attention layers a slice at a time: softmax(q·kᵀ)·v row by row, so that the numbers are
 * the same, and no map is ever there as a whole. Returns the sites that still are.
 */
export function sliceLargeAttention(graph: Graph, sites: readonly AttentionSite[]): AttentionSite[] {
  return sites.filter((site) => {
    const isWanted = site.positions <= MAX_INJECTED_POSITIONS;
    const elements = graph.shape(site.probabilities).reduce((product, dim) => product * dim, 1);
    return isWanted || elements <= SLICE_ELEMENTS || !sliceAttention(graph, site, elements / SLICE_ELEMENTS);
  });
}

/** Makes of one layer at least so many slices; false where it has another structure than attention has in exports. */
export function sliceAttention(graph: Graph, { probabilities }: AttentionSite, slices: number): boolean {
  const path = pathTo(graph, probabilities);
  const [first, last] = [path?.[0], path?.at(-1)];
  if (!first || !last) return false;
  const o = ops(graph, `${first.name}/slice/`);
  const [queries, keys] = first.inputs as [Value, Value];
  const values = last.inputs[1]!;
  const rank = graph.shape(probabilities).length;
  const positions = graph.shape(probabilities)[rank - 2]!;
  const rows = Math.ceil(positions / Math.ceil(slices));
  const parts: Value[] = [];
  for (let from = 0; from < positions; from += rows) {
    const to = Math.min(positions, from + rows);
    const inTurn = (operand: Value) =>
      parts.length === 0 ? operand : o.add(operand, o.cast(zeroAfter(o, parts.at(-1)!), o.type(operand)));
    const product = copyOf(o, first, [inTurn(o.slice(queries, -2, from, to)), inTurn(keys)]);
    let [before, value] = [first.outputs[0]!, product];
    for (const node of path!.slice(1)) {
      const inputs = node.inputs.map((input) =>
        input === before ? value : rowsOf(o, input, positions, from, to),
      );
      [before, value] = [node.outputs[0]!, copyOf(o, node, node === last ? [value, inTurn(values)] : inputs)];
    }
    parts.push(value);
  }
  graph.replaceUses(last.outputs[0]!, o.concat(parts, rank - 2));
  return true;
}

/** The nodes from the product of queries and keys to that of the map and the values, each read by the next alone. */
function pathTo(graph: Graph, probabilities: Value): GraphNode[] | undefined {
  const path: GraphNode[] = [graph.producer(probabilities)!];
  const shape = graph.shape(probabilities);
  const isMap = (value: Value) => value !== '' && String(graph.shape(value)) === String(shape);
  while (path[0]!.opType !== 'MatMul') {
    const above = path[0]!.inputs.filter((input) => graph.producer(input) && isMap(input));
    if (above.length !== 1) return undefined;
    path.unshift(graph.producer(above[0]!)!);
  }
  for (let last = path.at(-1)!; last.opType !== 'MatMul' || path.length === 1; last = path.at(-1)!) {
    const [reader, ...others] = graph.consumers(last.outputs[0]!);
    if (!reader || others.length > 0 || (reader.opType !== 'Cast' && reader.opType !== 'MatMul'))
      return undefined;
    if (reader.inputs[0] !== last.outputs[0]) return undefined;
    path.push(reader);
  }
  return path;
}

/**
 * Zero, but known only when `value` is. Added to what the next slice reads, it makes the runtime finish one slice
 * before it begins the next; and by its own cotangent the other way round in the backward pass.
 */
function zeroAfter(o: Ops, value: Value): Value {
  const first = o.shape(value).reduce((part, _, axis) => o.slice(part, axis, 0, 1), value);
  return o.mul(o.reshape(first, []), 0);
}

function copyOf({ graph }: Ops, { opType, attributes, name }: GraphNode, inputs: readonly Value[]): Value {
  return graph.addNode(opType, inputs, { attributes, name: graph.uniqueName(name || opType) }).outputs[0]!;
}

/** The rows of an operand that go with those of the queries: all of it where it has one for all. */
function rowsOf(o: Ops, value: Value, positions: number, from: number, to: number): Value {
  const shape = value === '' ? [] : o.shape(value);
  return shape.at(-2) === positions ? o.slice(value, -2, from, to) : value;
}
