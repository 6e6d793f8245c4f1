import { active, masks, objectTokens } from './givens.js';
import { attention, defineLoss } from './loss.js';
import { cosine, meanOf, wordMaps } from './word-maps.js';

/**
 * Similarity of attention and prior (LocInv; Tang et al. 2024, Eq. 5):
 *
 *     L_sim = mean_i (1 − cos(Aᵢ, Sᵢ))
 *
 * where Aᵢ is the mean over layers and heads of the attention to noun i and Sᵢ its prior, a mask or a box.
 */
export const similarity = defineLoss({
  name: 'similarity',
  source: 'LocInv, Eq. 5',
  reads: { maps: attention('edit'), objectTokens, masks, active },
  build: (o, read) => {
    const maps = wordMaps(o, read.maps, read.objectTokens);
    return meanOf(o, o.sub(1, cosine(o, maps, read.masks)), read.active);
  },
});
