import type { Graph, GraphNode, Value } from '@dualedit/onnx-autograd';
import type { AttentionSite } from './attention-sites.js';
import { FORMS, isWeight } from './weight.js';

/**
 * What the self-attention layers of the decoder return, in execution order. The decoder is what the first join with
 * features of the encoder leads to.
 */
export function decoderAttention(graph: Graph, sites: readonly AttentionSite[]): Value[] {
  const join = graph.sorted().find((node) => isJoin(graph, node));
  const behind = join ? graph.dependents([join.outputs[0]!], { dataOnly: true }) : new Set<Value>();
  return sites
    .filter(({ kind, probabilities }) => kind === 'self' && behind.has(probabilities))
    .map(({ probabilities }) => projected(graph, probabilities));
}

/** Feature maps joined along their channels. */
function isJoin(graph: Graph, { opType, attributes, inputs, outputs }: GraphNode): boolean {
  if (opType !== 'Concat' || graph.shape(outputs[0]!).length !== 4) return false;
  const axis = attributes.axis;
  const isChannels = axis?.type === 'int' ? Number(axis.value) === 1 || Number(axis.value) === -3 : false;
  return isChannels && inputs.every((input) => graph.producer(input) !== undefined);
}

/** The layer's output, behind its projection: its first product with a weight, and the bias if there is one. */
function projected(graph: Graph, probabilities: Value): Value {
  let node = graph.consumers(probabilities).find(({ opType }) => opType === 'MatMul' || FORMS.has(opType))!;
  const weighs = ({ inputs }: GraphNode, from = 0) =>
    inputs.slice(from).some((value) => isWeight(graph, value));
  while (!weighs(node, 1) || FORMS.has(node.opType)) node = graph.consumers(node.outputs[0]!)[0]!;
  const [next] = graph.consumers(node.outputs[0]!);
  return (next?.opType === 'Add' && weighs(next) ? next : node).outputs[0]!;
}

/** The features of the last block, before the norm and the convolution that make the output of them. */
export function lastBlock(graph: Graph, { latent, output }: { latent: Value; output: Value }): Value {
  const fromLatent = graph.dependents([latent], { dataOnly: true });
  const open = [output];
  while (open.length > 0) {
    const node = graph.producer(open.shift()!);
    if (!node) continue;
    const own = node.inputs.filter((input) => fromLatent.has(input));
    // A sum of two feature maps: the end of a residual block. A bias is no such thing.
    if (node.opType === 'Add' && own.length === 2) return node.outputs[0]!;
    open.push(...own);
  }
  throw new Error('A denoiser without a residual block has no last one.');
}
