import { OnnxAutogradError } from '../error.js';
import type { GraphNode } from '../types.js';
import type { VjpRule } from './backward.js';
import { activation } from './rules/activation.js';
import { arithmetic } from './rules/arithmetic.js';
import { convolution } from './rules/convolution.js';
import { layout } from './rules/layout.js';
import { normalization } from './rules/normalization.js';
import { product } from './rules/product.js';
import { reduction } from './rules/reduction.js';
import { selection } from './rules/selection.js';
import type { Tape } from './tape.js';

const RULES: Readonly<Record<string, VjpRule>> = {
  ...activation,
  ...arithmetic,
  ...convolution,
  ...layout,
  ...normalization,
  ...product,
  ...reduction,
  ...selection,
};

/** The operators that can be differentiated. */
export const differentiable: readonly string[] = Object.keys(RULES).sort();

export function ruleFor(node: GraphNode, tape: Tape): VjpRule {
  if (Object.hasOwn(RULES, node.opType)) return RULES[node.opType]!;
  throw new OnnxAutogradError({
    code: 'operator-without-rule',
    message: `There is no derivative for ${node.opType} (node ${node.name}); path from the loss: ${tape.pathTo(node)}.`,
    hint: 'Leave the node out of the path from the loss to the differentiated value, or open an issue.',
    received: node.opType,
  });
}
