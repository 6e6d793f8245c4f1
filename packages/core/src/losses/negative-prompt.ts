import { active, maskWeights, removedTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { meanOverSites } from './mean-over-sites.js';

/**
 * Negative-prompt constraint (MAG-Edit; Mao et al. 2024), with the source prompt as the negative one:
 *
 *     L_NG = Σᵢ (mean_{Sᵢ} Āᵢ)²
 *
 * where Āᵢ is the attention to the words that edit i takes away, when the edit latent is read under the source
 * prompt: inside the mask it should no longer look like what it was. An edit that only adds a word adds nothing to
 * it. Computed per layer and head, then averaged.
 */
export const negativePrompt = defineLoss({
  name: 'negativePrompt',
  source: 'MAG-Edit, L_NG',
  reads: { maps: attention('edit under source prompt'), removedTokens, maskWeights, active },
  build: (o, read) => {
    const perSite = read.maps.map((maps) => {
      const removed = o.matMul(maps, read.removedTokens);
      const inside = o.reduceSum(o.mul(removed, read.maskWeights), { axes: [2], keepDims: true });
      return o.reduceMean(o.mul(inside, inside), { axes: [0, 1, 2], keepDims: false });
    });
    return meanOverSites(o, perSite, read.active);
  },
});
