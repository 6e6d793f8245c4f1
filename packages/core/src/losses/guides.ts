import { defineLoss } from './loss.js';

/**
 * Self-attention guide (Guide-and-Rescale; Titov et al. 2024, Eq. 8): Σ_layers mean (A − A*)², of the latent and of the
 * inverted one, both under the source prompt.
 */
export const attentionGuide = defineLoss({
  name: 'attentionGuide',
  source: 'Guide-and-Rescale, Eq. 8',
  reads: {
    own: { inside: 'self-attention', branch: 'edit' },
    source: { inside: 'self-attention', branch: 'source' },
  },
  build: (o, read) =>
    read.own
      .map((maps, site) => {
        const gap = o.sub(maps, read.source[site]!);
        return o.reduceMean(o.mul(gap, gap), { keepDims: false });
      })
      .reduce((sum, loss) => o.add(sum, loss)),
});

/** Feature guide (Guide-and-Rescale; Titov et al. 2024, Eq. 9): mean |Φ − Φ*| of what the last block returns. */
export const featureGuide = defineLoss({
  name: 'featureGuide',
  source: 'Guide-and-Rescale, Eq. 9',
  reads: {
    own: { inside: 'features', of: 'last block', branch: 'edit' },
    source: { inside: 'features', of: 'last block', branch: 'source' },
  },
  build: (o, read) => o.reduceMean(o.abs(o.sub(read.own[0]!, read.source[0]!)), { keepDims: false }),
});
