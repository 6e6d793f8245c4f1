import type { Ops, Value } from '@dualedit/onnx-autograd';
import { meanOverSites } from './mean-over-sites.js';

export interface NegativePromptInputs {
  /** Attention of the edit latent under the source prompt at the loss sites, each [1, heads, positions, tokens]. */
  negative: readonly Value[];
  /** [tokens, edits]: 1 where a token of the source prompt is what the edit takes away; may be all 0. */
  removedTokens: Value;
  /** [positions, edits]: Sᵢ / ΣSᵢ, so that the attention is averaged over the inside of the mask. */
  maskWeights: Value;
  /** [1, edits]: 1 for edits in use, 0 for spare columns. */
  active: Value;
}

/**
 * Negative-prompt constraint (MAG-Edit; Mao et al. 2024), with the source prompt as the negative one:
 *
 *     L_NG = Σᵢ (mean_{Sᵢ} Āᵢ)²
 *
 * where Āᵢ is the attention to the words that edit i takes away, when the edit latent is read under the source
 * prompt: inside the mask it shall no longer look like what it was. An edit that only adds a word has no share in
 * it. Taken per layer and head, then averaged. Returns a scalar.
 */
export function negativePromptLoss(ops: Ops, o: NegativePromptInputs): Value {
  const perSite = o.negative.map((maps) => {
    const removed = ops.matMul(maps, o.removedTokens);
    const inside = ops.reduceSum(ops.mul(removed, o.maskWeights), { axes: [2], keepDims: true });
    return ops.reduceMean(ops.mul(inside, inside), { axes: [0, 1, 2], keepDims: false });
  });
  return meanOverSites(ops, perSite, o.active);
}
