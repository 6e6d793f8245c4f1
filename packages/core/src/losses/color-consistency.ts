import { active, commonTokens, maskWeights, newTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { meanOverSites } from './mean-over-sites.js';

/**
 * Color Consistency Loss (MDE-Edit, Eq. 6; the token ratio of MAG-Edit):
 *
 *     L_CCL = Σᵢ (1 − mean_{Sᵢ} A*ᵢ / (A*ᵢ + Σⱼ Aⱼ))²
 *
 * where A*ᵢ is the edit branch's attention to the new tokens of edit i and Σⱼ Aⱼ the reconstruction
 * branch's attention to the tokens that both prompts share. Computed per layer and head, then averaged.
 */
export const colorConsistency = defineLoss({
  name: 'ccl',
  source: 'MDE-Edit, Eq. 6',
  reads: {
    edit: attention('edit'),
    source: attention('source'),
    newTokens,
    commonTokens,
    maskWeights,
    active,
  },
  build: (o, read) => {
    const perSite = read.edit.map((probabilities, site) => {
      const edited = o.matMul(probabilities, read.newTokens);
      const common = o.matMul(read.source[site]!, read.commonTokens);
      const ratio = o.div(edited, o.add(o.add(edited, common), 1e-6));
      const inside = o.reduceSum(o.mul(ratio, read.maskWeights), { axes: [2], keepDims: true });
      const shortfall = o.sub(1, inside);
      return o.reduceMean(o.mul(shortfall, shortfall), { axes: [0, 1, 2], keepDims: false });
    });
    return meanOverSites(o, perSite, read.active);
  },
});
