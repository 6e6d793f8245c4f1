import type { Graph, GraphNode, Value } from '@dualedit/onnx-autograd';

/** One attention layer of a denoiser, known by its probabilities (the output of a Softmax). */
export interface AttentionSite {
  /** The value that holds the probabilities: [batch, heads, positions, keys] or [batch · heads, positions, keys]. */
  probabilities: Value;
  kind: 'cross' | 'self';
  heads: number;
  /** Query positions: height · width of the feature map at this site. */
  positions: number;
  /** Keys: text tokens at a cross-attention site, positions at a self-attention site. */
  keys: number;
}

/** Operators that may stand between the product q·kᵀ and the Softmax: scaling, masks and casts. */
const BETWEEN = new Set(['Add', 'Mul', 'Div', 'Cast', 'Where']);

/**
 * Finds every attention layer of a specialized denoiser graph by its structure, in execution order.
 *
 * From a Softmax it walks up to the matrix product of queries and keys. The site is cross-attention if
 * the keys depend on the text embedding and not on the latent. Names play no part, so that exports of any
 * age, named or nameless, are read alike.
 */
export function findAttentionSites(graph: Graph, inputs: { latent: Value; text: Value }): AttentionSite[] {
  const fromLatent = graph.dependents([inputs.latent], { dataOnly: true });
  const fromText = graph.dependents([inputs.text], { dataOnly: true });
  const batch = graph.shape(inputs.latent)[0]!;
  const sites: AttentionSite[] = [];
  for (const node of graph.sorted()) {
    if (node.opType !== 'Softmax') continue;
    const product = scoreProduct(graph, node);
    if (!product) continue;
    const keys = product.inputs[1]!;
    const probabilities = node.outputs[0]!;
    const shape = graph.shape(probabilities);
    sites.push({
      probabilities,
      kind: fromText.has(keys) && !fromLatent.has(keys) ? 'cross' : 'self',
      heads: shape.length === 4 ? shape[1]! : shape[0]! / batch,
      positions: shape.at(-2)!,
      keys: shape.at(-1)!,
    });
  }
  return sites;
}

function scoreProduct(graph: Graph, softmax: GraphNode): GraphNode | undefined {
  const open = [softmax.inputs[0]!];
  while (open.length > 0) {
    const node = graph.producer(open.shift()!);
    if (!node) continue;
    if (node.opType === 'MatMul') return node;
    if (BETWEEN.has(node.opType)) open.push(...node.inputs.filter((input) => input !== ''));
  }
  return undefined;
}

/** Maps of 16×16 follow objects best (Hertz et al. 2022, Prompt-to-Prompt; five layers of Stable Diffusion 1.x). */
export const LOSS_SIDE = 16;

/** The cross-attention sites that the losses read: those whose resolution is nearest to `side` × `side`. */
export function lossSites(sites: readonly AttentionSite[], side = LOSS_SIDE): AttentionSite[] {
  const cross = sites.filter((site) => site.kind === 'cross');
  const distance = (site: AttentionSite) => Math.abs(Math.log(site.positions / side ** 2));
  const nearest = Math.min(...cross.map(distance));
  return cross.filter((site) => distance(site) === nearest);
}
