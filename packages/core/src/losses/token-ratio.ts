import { active, maskWeights, newTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { meanOverSites } from './mean-over-sites.js';

/**
 * Token ratio (MAG-Edit; Mao et al. 2024, L_TR):
 *
 *     L_TR = Σᵢ (1 − mean_{Sᵢ} Aᵢ / Σⱼ Aⱼ)²
 *
 * where Aᵢ is the attention to the new tokens of edit i and Σⱼ runs over all tokens of the target prompt, both
 * after injection, whose rows need not add up to 1. It raises an attribute's share and keeps the structure.
 * Computed per layer and head, then averaged.
 */
export const tokenRatio = defineLoss({
  name: 'tokenRatio',
  source: 'MAG-Edit, L_TR',
  reads: { injected: attention('injected'), newTokens, maskWeights, active },
  build: (o, read) => {
    const perSite = read.injected.map((maps) => {
      const all = o.reduceSum(maps, { axes: [3], keepDims: true });
      const ratio = o.div(o.matMul(maps, read.newTokens), o.add(all, 1e-6));
      const inside = o.reduceSum(o.mul(ratio, read.maskWeights), { axes: [2], keepDims: true });
      const shortfall = o.sub(1, inside);
      return o.reduceMean(o.mul(shortfall, shortfall), { axes: [0, 1, 2], keepDims: false });
    });
    return meanOverSites(o, perSite, read.active);
  },
});
