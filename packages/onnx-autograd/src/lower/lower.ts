import { Graph } from '../graph.js';
import { emitter } from '../ops/emit.js';
import type { GraphNode } from '../types.js';
import { lowerAttention } from './attention.js';
import { lowerGelu } from './gelu.js';
import { lowerGroupNormalization } from './group-normalization.js';
import type { Lowering } from './lowering.js';

/** Kernels of later operator sets are missing from some releases of ONNX Runtime's GPU providers. */
const NEWEST = 18;

const LOWERINGS: Readonly<Record<string, Lowering>> = {
  Attention: lowerAttention,
  Gelu: lowerGelu,
  GroupNormalization: lowerGroupNormalization,
};

/**
 * The same model in operators of set 18 or older: Attention, Gelu and GroupNormalization become the
 * operators that they stand for. Needs no static shapes.
 *
 * @throws OnnxAutogradError `lowering-limit` for attention with a cache, soft capping or grouped heads
 */
export function lower(graph: Graph): Graph {
  if (graph.opset <= NEWEST && ![...graph.nodes].some((node) => node.opType in LOWERINGS)) return graph;
  const lowered = new Graph({ opset: Math.min(graph.opset, NEWEST), isStatic: false });
  for (const { name, type, shape } of graph.inputs) lowered.addInput(name, type, shape);
  for (const [name, tensor] of graph.initializers) lowered.addInitializer(name, tensor);
  for (const node of graph.sorted()) {
    const lowering = LOWERINGS[node.opType];
    if (lowering) lowering(emitter(lowered, `${node.name || node.opType}/`), node, graph);
    else copy(lowered, node);
  }
  for (const port of graph.outputs) lowered.addOutput(port.name, port.name, port);
  return lowered;
}

/** Attributes that operator set 18 does not know are left out; those here speak of 8-bit floats only. */
function copy(lowered: Graph, { opType, inputs, outputs, attributes, name }: GraphNode): void {
  const { saturate, ...known } = attributes;
  lowered.addNode(opType, inputs, { outputs, attributes: opType === 'Cast' ? known : attributes, name });
}
