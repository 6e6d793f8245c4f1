import { active, masks, newTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { meanOverSites } from './mean-over-sites.js';

/** Cost of attention outside the mask, relative to the gain of attention inside it. */
const OUTSIDE = 3;

/**
 * Spatial ratio (MAG-Edit; Mao et al. 2024, L_SR):
 *
 *     L_SR = Σᵢ 3 · (Σ_outside Aᵢ / Σ Aᵢ) − Σ_Sᵢ Aᵢ / Σ Aᵢ = Σᵢ 3 − 4 · Σ_Sᵢ Aᵢ / Σ Aᵢ
 *
 * where Aᵢ is the attention to the new tokens of edit i before it is confined to the mask (confined, the loss
 * would be constant). It gathers new words in their masks, for edits that change a shape. Computed per layer and
 * head, then averaged; −1 or more for each edit.
 */
export const spatialRatio = defineLoss({
  name: 'spatialRatio',
  source: 'MAG-Edit, L_SR',
  reads: { edit: attention('edit'), newTokens, masks, active },
  build: (o, read) => {
    const perSite = read.edit.map((maps) => {
      const edited = o.matMul(maps, read.newTokens);
      const total = o.reduceSum(edited, { axes: [2], keepDims: true });
      const inside = o.reduceSum(o.mul(edited, read.masks), { axes: [2], keepDims: true });
      const share = o.div(inside, o.add(total, 1e-6));
      const loss = o.sub(OUTSIDE, o.mul(share, OUTSIDE + 1));
      return o.reduceMean(loss, { axes: [0, 1, 2], keepDims: false });
    });
    return meanOverSites(o, perSite, read.active);
  },
});
