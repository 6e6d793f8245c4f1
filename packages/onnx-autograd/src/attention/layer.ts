import { intAttribute } from '../attribute.js';
import { elementCount } from '../data.js';
import type { Graph } from '../graph.js';
import { sameShape } from '../shapes/broadcast.js';
import type { DataType, GraphNode, Value } from '../types.js';

/**
 * The nodes from the product of queries and keys to that of the map (an output of Softmax) and the values, each read
 * by the next alone; undefined where a layer is not softmax(q·kᵀ)·v, or something else reads its map.
 */
export function attentionPath(graph: Graph, map: Value): GraphNode[] | undefined {
  const path: GraphNode[] = [graph.producer(map)!];
  const shape = String(graph.shape(map));
  while (path[0]!.opType !== 'MatMul') {
    const above = path[0]!.inputs.filter(
      (input) => graph.producer(input) && String(graph.shape(input)) === shape,
    );
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

/** softmax(c · q·kᵀ) · v, whose map nothing else reads. */
export interface AttentionLayer {
  /** [..., rows, size] */
  queries: Value;
  /** [..., size, columns] */
  flippedKeys: Value;
  /** [..., columns, width] */
  values: Value;
  /** [..., rows, width] */
  output: Value;
  /** What the scores are multiplied or divided by, in turn. */
  factors: readonly Factor[];
  /** Of the scores and the map where they meet the softmax. */
  type: DataType;
  /** All that is read or made between the operands and the output. */
  inside: readonly Value[];
}

export interface Factor {
  opType: 'Mul' | 'Div';
  /** A constant with one element. */
  by: Value;
}

/** The layer that ends with `last`, if it is of that kind: without a mask, and with keys of each head's own. */
export function attentionLayer(graph: Graph, last: GraphNode): AttentionLayer | undefined {
  const softmax = softmaxAbove(graph, last);
  const path = softmax && attentionPath(graph, softmax.outputs[0]!);
  if (path?.at(-1) !== last) return undefined;
  const [queries, flippedKeys] = path[0]!.inputs as [Value, Value];
  const values = last.inputs[1]!;
  const [lead, ...leads] = [queries, flippedKeys, values].map((value) => graph.shape(value).slice(0, -2));
  if (!leads.every((other) => sameShape(other, lead!))) return undefined;
  const between = path
    .slice(1, path.indexOf(softmax!))
    .filter((node) => node.opType !== 'Cast' && !isShift(graph, node));
  const factors = between.map((node) => factorOf(graph, node));
  if (!factors.every((factor) => factor !== undefined)) return undefined;
  return {
    queries,
    flippedKeys,
    values,
    output: last.outputs[0]!,
    factors,
    type: graph.type(softmax!.outputs[0]!),
    inside: path
      .slice(1)
      .flatMap(({ inputs }) => inputs)
      .filter((value) => value !== values),
  };
}

/** The Softmax along keys that a product reads, with nothing but casts between. */
function softmaxAbove(graph: Graph, { opType, inputs: [map] }: GraphNode): GraphNode | undefined {
  if (opType !== 'MatMul') return undefined;
  let node = graph.producer(map!);
  while (node?.opType === 'Cast') node = graph.producer(node.inputs[0]!);
  if (node?.opType !== 'Softmax') return undefined;
  return [-1, graph.shape(map!).length - 1].includes(intAttribute(node, 'axis', -1)) ? node : undefined;
}

/** Whether a node adds one number to all scores, which no softmax tells from none. */
const isShift = (graph: Graph, { opType, inputs }: GraphNode) =>
  opType === 'Add' && inputs.some((input) => elementCount(graph.shape(input)) === 1);

function factorOf(graph: Graph, { opType, inputs }: GraphNode): Factor | undefined {
  if (opType !== 'Mul' && opType !== 'Div') return undefined;
  const by = inputs.find((input, at) => graph.initializers.has(input) && (opType === 'Mul' || at === 1));
  return by !== undefined && elementCount(graph.shape(by)) === 1 ? { opType, by } : undefined;
}
