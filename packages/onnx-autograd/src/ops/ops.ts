import type { Graph } from '../graph.js';
import type { DataType, Shape, Value } from '../types.js';
import { elementwise } from './elementwise.js';
import { emitter } from './emit.js';
import { layout } from './layout.js';
import { linear } from './linear.js';
import { reduce } from './reduce.js';

/**
 * Writes new nodes of a static graph as expressions: `ops.mul(x, ops.add(y, 1))`. Shapes are checked as
 * nodes are added.
 *
 * @param scope begins the names of the nodes, such as `loss/`
 * @throws OnnxAutogradError `shape-mismatch` (names both shapes), `type-mismatch`, `axis-out-of-range`,
 * `operand-type`, `value-unknown`
 */
export function ops(graph: Graph, scope = '') {
  const emit = emitter(graph, scope);
  return {
    ...elementwise(emit),
    ...reduce(emit),
    ...layout(emit),
    ...linear(emit),
    graph,
    /** A constant from numbers in row-major order. */
    constant: (data: ArrayLike<number | bigint>, shape: Shape, type: DataType = 'float32') =>
      graph.constant(Array.from(data), shape, type),
    shape: (value: Value) => graph.shape(value),
    type: (value: Value) => graph.type(value),
  };
}

export type Ops = ReturnType<typeof ops>;
