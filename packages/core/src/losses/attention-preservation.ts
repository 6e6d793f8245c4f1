import { defineLoss } from './loss.js';

/**
 * Cross-attention preservation (LoMOE; Chakrabarty et al. 2024, L_xa):
 *
 *     L_xa = Σ_layers mean_heads Σ (A − A*)²
 *
 * where A is the attention of the latent under the source prompt and A* the reconstruction's, summed over positions and
 * tokens.
 */
export const attentionPreservation = defineLoss({
  name: 'attentionPreservation',
  source: 'LoMOE, L_xa',
  reads: {
    own: { inside: 'cross-attention', sites: 'all', branch: 'edit' },
    source: { inside: 'cross-attention', sites: 'all', branch: 'source' },
  },
  build: (o, read) =>
    read.own
      .map((maps, site) => {
        const gap = o.sub(maps, read.source[site]!);
        const perHead = o.reduceSum(o.mul(gap, gap), { axes: [2, 3], keepDims: false });
        return o.reduceMean(perHead, { keepDims: false });
      })
      .reduce((sum, loss) => o.add(sum, loss)),
});
