import { type Graph, ops } from '@dualedit/onnx-autograd';
import type { AttentionSite } from './attention-sites.js';
import { replaceFor } from './injection.js';

/** Divides the logits of every attention layer by a temperature: above 1, attention spreads. */
export function temper(graph: Graph, sites: readonly AttentionSite[], temperature: number): void {
  const o = ops(graph, 'temper/');
  for (const { probabilities } of sites) {
    const softmax = graph.producer(probabilities)!;
    const [logits] = softmax.inputs;
    replaceFor(graph, logits!, o.div(logits!, temperature), [softmax]);
  }
}
