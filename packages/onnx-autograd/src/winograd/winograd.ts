import { intAttribute } from '../attribute.js';
import { elementCount } from '../data.js';
import type { Graph } from '../graph.js';
import { type Ops, ops } from '../ops/ops.js';
import { Inference } from '../shapes/context.js';
import { windowOf } from '../shapes/linear.js';
import type { GraphNode, Value } from '../types.js';
import { Bases } from './bases.js';
import { SPAN, TAPS, TILE } from './toom-cook.js';

export interface WinogradOptions {
  /**
   * Memory to spend on transformed weights, in bytes. Convolutions over the most positions are made fast first: the
   * more positions, the more time for each byte. Default: no limit.
   */
  bytes?: number;
}

/**
 * Makes 3 × 3 convolutions by Winograd's minimal filtering, in place: a quarter of the multiplications, as products
 * of matrices between two changes of basis (Lavin & Gray 2015, "Fast Algorithms for Convolutional Neural
 * Networks", F(4 × 4, 3 × 3)). For CPUs, where ONNX Runtime convolves directly; libraries for GPUs choose this by
 * themselves. Rounding errors are some ten times those of the plain sum: 2e-6 of the result. The transformed weights,
 * four times the size, are computed when a session opens, and held in memory in place of the file's.
 *
 * Takes float32 convolutions of stride 1, ungrouped, undilated, with constant weights, where the changes of basis
 * cost less than half of what they save. To be called before `gradient`, which then differentiates the fast form, and
 * after `prune`, where memory is limited.
 *
 * @returns how many were replaced
 */
export function winograd(graph: Graph, { bytes = Number.POSITIVE_INFINITY }: WinogradOptions = {}): number {
  const layouts = [...graph.nodes]
    .filter(({ opType }) => opType === 'Conv')
    .map((node) => layoutOf(graph, node))
    .filter((layout): layout is Layout => layout !== undefined && pays(layout));
  const ranked = layouts.toSorted((a, b) => positions(b) - positions(a) || weightBytes(a) - weightBytes(b));
  let left = bytes;
  const chosen = ranked.filter((layout) => {
    const fits = weightBytes(layout) <= left;
    if (fits) left -= weightBytes(layout);
    return fits;
  });
  const bases = new Bases();
  for (const layout of chosen) replace(graph, layout, bases);
  return chosen.length;
}

const positions = ({ batch, results }: Layout) => batch * elementCount(results);

const weightBytes = ({ channels }: Layout) => 4 * SPAN ** 2 * elementCount(channels);

/** One convolution, in tiles of 4 × 4 results. */
interface Layout {
  node: GraphNode;
  batch: number;
  /** Input channels, output channels. */
  channels: readonly [number, number];
  /** Height and width of the input, of the result, and of the grid of tiles. */
  spatial: readonly number[];
  results: readonly number[];
  tiles: readonly number[];
  /** Zeros above and to the left of the input. */
  begins: readonly number[];
}

function layoutOf(graph: Graph, node: GraphNode): Layout | undefined {
  const [x, weight] = node.inputs as [Value, Value];
  const [shape, kernel] = [graph.shape(x), graph.shape(weight)];
  const is3x3 = kernel.length === 4 && kernel[2] === TAPS && kernel[3] === TAPS;
  if (!is3x3 || !graph.initializers.has(weight) || graph.type(x) !== 'float32') return undefined;
  const window = windowOf(new Inference(node, graph.opset, graph), [TAPS, TAPS]);
  const plain = [...window.strides, ...window.dilations].every((step) => step === 1);
  if (!plain || intAttribute(node, 'group', 1) !== 1) return undefined;
  const results = graph.shape(node.outputs[0]!).slice(2);
  return {
    node,
    batch: shape[0]!,
    channels: [kernel[1]!, kernel[0]!],
    spatial: shape.slice(2),
    results,
    tiles: results.map((size) => Math.ceil(size / TILE)),
    begins: window.pads.slice(0, 2),
  };
}

/** Whether the changes of basis take less than half of the multiplications that they save, for one picture. */
function pays({ channels: [from, to], spatial, results, tiles }: Layout): boolean {
  const [height, width] = tiles.map((count) => count * SPAN) as [number, number];
  const there = from * spatial[0]! * width * (spatial[1]! + height);
  const back = to * results[1]! * height * (width + results[0]!);
  const direct = TAPS ** 2 * from * to * elementCount(results);
  const products = SPAN ** 2 * from * to * elementCount(tiles);
  return there + back < (direct - products) / 2;
}

function replace(graph: Graph, layout: Layout, bases: Bases): void {
  const { node, batch, channels, spatial, results, tiles, begins } = layout;
  const o = ops(graph, `${node.name}/winograd/`);
  const [from, to] = channels;
  const [rows, columns] = tiles as [number, number];
  const [down, across] = spatial.map((size, axis) => bases.inputs(o, size, tiles[axis]!, begins[axis]!));
  const [up, back] = results.map((size, axis) => bases.outputs(o, size, tiles[axis]!));

  const spread = o.matMul(down!, o.matMul(node.inputs[0]!, o.transpose(across!)));
  const byTile = o.reshape(spread, [batch, from, SPAN, rows, SPAN, columns]);
  const byPoint = o.reshape(reordered(o, byTile, [2, 4, 1, 0, 3], bases), [
    SPAN ** 2,
    from,
    batch * rows * columns,
  ]);
  const products = o.matMul(pointWeights(o, layout, bases), byPoint);
  const apart = o.reshape(products, [SPAN, SPAN, to, batch, rows, columns]);
  const joined = o.reshape(reordered(o, apart, [3, 2, 0, 4, 1], bases), [
    batch,
    to,
    SPAN * rows,
    SPAN * columns,
  ]);
  const result = o.matMul(up!, o.matMul(joined, o.transpose(back!)));

  const bias = node.inputs[2];
  graph.replaceUses(node.outputs[0]!, bias ? o.add(result, o.reshape(bias, [to, 1, 1])) : result);
}

/**
 * A Transpose whose last axis stays the last, as a Gather of rows: ONNX Runtime's CPU kernel of the one uses a single
 * core, that of the other all of them.
 */
function reordered(o: Ops, value: Value, order: readonly number[], bases: Bases): Value {
  const shape = o.shape(value);
  const width = shape.at(-1)!;
  const rows = o.reshape(value, [elementCount(shape) / width, width]);
  const moved = o.gather(rows, bases.rows(o, shape, order), 0);
  return o.reshape(moved, [...order.map((axis) => shape[axis]!), width]);
}

/** [SPAN², output channels, input channels], from the weights where they lie. */
function pointWeights(o: Ops, { node, channels: [from, to] }: Layout, bases: Bases): Value {
  const kernels = o.reshape(node.inputs[1]!, [to * from, TAPS ** 2]);
  return o.reshape(o.gemm(bases.taps(o), kernels, { transB: true }), [SPAN ** 2, to, from]);
}
