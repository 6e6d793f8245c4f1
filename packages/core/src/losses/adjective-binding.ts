import { MAX_EDITS, newTokens, objectTokens } from './givens.js';
import { attention, defineLoss, type Given } from './loss.js';
import { cosine, meanOf, wordMaps } from './word-maps.js';

/** [1, edits]: 1 for things that have an adjective. */
const bound: Given = {
  given: 'bound_edits',
  shape: () => [1, MAX_EDITS],
  numbers: ({ edits }) =>
    Float32Array.from({ length: MAX_EDITS }, (_, i) => Number((edits[i]?.newTokens.length ?? 0) > 0)),
};

/**
 * Adjective binding (LocInv; Tang et al. 2024, Eq. 8):
 *
 *     L_adj = mean_i (1 − cos(A_noun, A_adjective))
 *
 * over the nouns that have an adjective. Its tokens are given as an edit's new ones.
 */
export const adjectiveBinding = defineLoss({
  name: 'adjectiveBinding',
  source: 'LocInv, Eq. 8',
  reads: { maps: attention('edit'), objectTokens, newTokens, bound },
  build: (o, read) => {
    const nouns = wordMaps(o, read.maps, read.objectTokens);
    const adjectives = wordMaps(o, read.maps, read.newTokens);
    return meanOf(o, o.sub(1, cosine(o, nouns, adjectives)), read.bound);
  },
});
