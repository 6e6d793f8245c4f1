import { OnnxAutogradError } from '../error.js';
import type { Graph } from '../graph.js';
import type { Attributes, DataType, Value } from '../types.js';

/** A value of the graph, or a number that becomes a scalar constant of its neighbour's type. */
export type Operand = Value | number;

/** Appends nodes to a graph; what every family of operators is written with. */
export interface Emit {
  readonly graph: Graph;
  /** A node with one output, as that output. */
  one(opType: string, inputs: readonly Value[], attributes?: Attributes): Value;
  /** A node with several outputs. */
  many(opType: string, inputs: readonly Value[], outputs: number, attributes?: Attributes): Value[];
  /** Values for operands, numbers made constants of the type that the values among them have. */
  values(opType: string, ...operands: readonly Operand[]): Value[];
  /** A constant list of integers, as an operator takes its axes or sizes. */
  list(numbers: readonly number[]): Value;
}

export function emitter(graph: Graph, scope: string): Emit {
  const many: Emit['many'] = (opType, inputs, outputs, attributes = {}) => [
    ...graph.addNode(opType, inputs, { attributes, outputs, name: graph.uniqueName(scope + opType) }).outputs,
  ];
  return {
    graph,
    many,
    one: (opType, inputs, attributes) => many(opType, inputs, 1, attributes)[0]!,
    values(opType, ...operands) {
      const type = typeAmong(graph, opType, operands);
      return operands.map((operand) =>
        typeof operand === 'number' ? graph.constant([operand], [], type) : operand,
      );
    },
    list: (numbers) => graph.constant(numbers, [numbers.length], 'int64'),
  };
}

function typeAmong(graph: Graph, opType: string, operands: readonly Operand[]): DataType {
  const value = operands.find((operand) => typeof operand === 'string');
  if (value !== undefined) return graph.type(value);
  throw new OnnxAutogradError({
    code: 'operand-type',
    message: `${opType}: expected at least one operand that is a value, received numbers only.`,
    hint: 'Make one of them a constant with ops.constant(data, shape, type).',
  });
}
