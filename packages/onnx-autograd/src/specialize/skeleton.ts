import { tensorAttribute } from '../attribute.js';
import { isFloat, isInline } from '../data.js';
import { Graph } from '../graph.js';
import type { GraphNode, Tensor, Value } from '../types.js';
import { markCast, seenAs, typesOf, usesHalf, widened } from './half.js';

/** Constants of this many bytes or more are weights: the pass sees their shapes only. */
const WEIGHT_BYTES = 4096;

export interface Skeleton {
  graph: Graph;
  /** Tensors that stand as inputs of the graph, so that nothing is folded into them or out of them. */
  standIns: ReadonlyMap<Value, Tensor>;
}

/** The graph without its weights. */
export function skeletonOf(graph: Graph): Skeleton {
  const standIns = new Map<Value, Tensor>();
  const skeleton = new Graph({ opset: graph.opset, isStatic: false });
  const standIn = (name: Value, tensor: Tensor) =>
    standIns.set(skeleton.addInput(name, seenAs(tensor.type), tensor.shape), tensor);
  for (const { name, type, shape } of graph.inputs) skeleton.addInput(name, seenAs(type), shape);
  for (const [name, tensor] of graph.initializers) {
    if (isWeight(tensor)) standIn(name, tensor);
    else skeleton.addInitializer(name, widened(tensor));
  }
  const halfTypes = usesHalf(graph) ? typesOf(graph) : undefined;
  for (const node of graph.sorted()) {
    const fill = filling(node);
    if (fill) {
      const name = skeleton.uniqueName('fill');
      standIn(name, fill);
      skeleton.addNode('Expand', [name, node.inputs[0]!], { outputs: node.outputs, name: node.name });
    } else if (!halfTypes || !markCast(skeleton, node, halfTypes)) {
      const { opType, inputs, outputs, attributes, name } = node;
      skeleton.addNode(opType, inputs, { outputs, attributes, name });
    }
  }
  // The declared dims of outputs may contradict the pinned ones.
  for (const port of graph.outputs) {
    skeleton.addOutput(port.name, port.name, {
      ...port,
      type: seenAs(port.type),
      shape: port.shape.map(() => ''),
    });
  }
  return { graph: skeleton, standIns };
}

const isWeight = (tensor: Tensor) =>
  !isInline(tensor) || (tensor.data.length >= WEIGHT_BYTES && tensor.type !== 'int64');

/**
 * The number that a ConstantOfShape of floats repeats. Such tensors can be as large as an attention map
 * (torch.baddbmm adds zeros of that shape), so that the pass must not compute them.
 */
function filling(node: GraphNode): Tensor | undefined {
  if (node.opType !== 'ConstantOfShape') return undefined;
  const value = tensorAttribute(node, 'value') ?? { type: 'float32', shape: [], data: new Uint8Array(4) };
  return isFloat(value.type) ? { ...value, shape: [] } : undefined;
}
