import type { Ops } from '../ops/ops.js';
import type { GraphNode, Value } from '../types.js';

/** Where a cotangent came from, if from one node alone. */
export interface Origin {
  node: GraphNode;
  cotangent: Value;
}

/** Cotangents on their way back, and what is known of where they came from. */
export class Tape {
  readonly #ops: Ops;
  readonly #pending = new Map<Value, Value[]>();
  readonly #givers = new Map<Value, GraphNode>();
  readonly #cameFrom = new Map<Value, GraphNode>();

  constructor(ops: Ops) {
    this.#ops = ops;
  }

  /** Adds a part to the cotangent of `value`, from the node `from` that reads it. */
  give(value: Value, cotangent: Value, from?: GraphNode): void {
    this.#pending.set(value, [...(this.#pending.get(value) ?? []), cotangent]);
    if (!from) return;
    this.#givers.set(cotangent, from);
    this.#cameFrom.set(value, from);
  }

  reached(value: Value): boolean {
    return this.#pending.has(value);
  }

  /** The sum of the parts that were given to `value`. */
  take(value: Value): Value | undefined {
    const parts = this.#pending.get(value);
    if (!parts) return undefined;
    const sum = parts.reduce((total, part) => this.#ops.add(total, part));
    this.#pending.set(value, [sum]);
    return sum;
  }

  /** The node that gave a cotangent, with that of its own output; undefined for sums of several. */
  origin(cotangent: Value): Origin | undefined {
    const node = this.#givers.get(cotangent);
    return node && { node, cotangent: this.#pending.get(node.outputs[0]!)![0]! };
  }

  /** The way that cotangents took to a node, from the loss on. */
  pathTo(node: GraphNode): string {
    const path: GraphNode[] = [];
    const user = ({ outputs }: GraphNode) =>
      outputs.map((output) => this.#cameFrom.get(output)).find(Boolean);
    for (let at: GraphNode | undefined = node; at; at = user(at)) path.unshift(at);
    return path.map(({ opType, name }) => `${opType} ${name}`).join(' ← ');
  }
}
