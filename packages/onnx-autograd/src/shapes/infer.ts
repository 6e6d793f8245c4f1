import type { GraphNode, ValueInfo } from '../types.js';
import { Inference, type InferRule, type KnownValues } from './context.js';
import { elementwise } from './elementwise.js';
import { layout } from './layout.js';
import { linear } from './linear.js';
import { reduce } from './reduce.js';

const RULES: Record<string, InferRule> = { ...elementwise, ...layout, ...linear, ...reduce };

/**
 * Types and shapes of a node's outputs, from those of its inputs.
 * @throws OnnxAutogradError `shape-mismatch`, `type-mismatch`, `axis-out-of-range`, `shape-dynamic`, or
 * `operator-unknown`
 */
export function inferNode(node: GraphNode, opset: number, values: KnownValues): ValueInfo[] {
  const inference = new Inference(node, opset, values);
  const rule = node.domain === '' && Object.hasOwn(RULES, node.opType) ? RULES[node.opType] : undefined;
  if (!rule) throw inference.error('operator-unknown', 'no shape inference is known for this operator');
  return rule(inference);
}
