import { active, masks, objectTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { meanOf, wordMaps } from './word-maps.js';

/**
 * Overlap of attention and prior (LocInv; Tang et al. 2024, Eq. 6):
 *
 *     L_ovl = 1 − mean_i (Σ Aᵢ Sᵢ / Σ Aᵢ)
 *
 * the share of each noun's attention that lies outside its prior.
 */
export const overlap = defineLoss({
  name: 'overlap',
  source: 'LocInv, Eq. 6',
  reads: { maps: attention('edit'), objectTokens, masks, active },
  build: (o, read) => {
    const maps = wordMaps(o, read.maps, read.objectTokens);
    const total = (value: string) => o.reduceSum(value, { axes: [0], keepDims: true });
    const share = o.div(total(o.mul(maps, read.masks)), o.add(total(maps), 1e-12));
    return o.sub(1, meanOf(o, share, read.active));
  },
});
