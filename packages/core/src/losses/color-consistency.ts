import type { Ops, Value } from '@dualedit/onnx-autograd';
import { meanOverSites } from './mean-over-sites.js';

export interface ColorConsistencyInputs {
  /** Attention probabilities of the edit branch at the loss sites, each [1, heads, positions, tokens]. */
  probabilities: readonly Value[];
  /** The reconstruction branch's probabilities at the same sites, each [1, heads, positions, tokens]. */
  sourceProbabilities: readonly Value[];
  /** [tokens, edits]: 1 where a token of the target prompt is new in the edit. */
  newTokens: Value;
  /** [tokens, 1]: 1 where a token of the source prompt is shared by both prompts. */
  commonTokens: Value;
  /** [positions, edits]: Sᵢ / ΣSᵢ, so that the ratio is averaged over the inside of the mask. */
  maskWeights: Value;
  /** [1, edits]: 1 for edits in use, 0 for spare columns. */
  active: Value;
}

/**
 * Color Consistency Loss (MDE-Edit, Eq. 6; the token ratio of MAG-Edit):
 *
 *     L_CCL = Σᵢ (1 − mean_{Sᵢ} A*ᵢ / (A*ᵢ + Σⱼ Aⱼ))²
 *
 * where A*ᵢ is the edit branch's attention to the new tokens of edit i and Σⱼ Aⱼ the reconstruction
 * branch's attention to the tokens that both prompts share. Taken per layer and head, then averaged.
 * Returns a scalar.
 */
export function colorConsistencyLoss(ops: Ops, o: ColorConsistencyInputs): Value {
  const perSite = o.probabilities.map((probabilities, site) => {
    const edited = ops.matMul(probabilities, o.newTokens);
    const common = ops.matMul(o.sourceProbabilities[site]!, o.commonTokens);
    const ratio = ops.div(edited, ops.add(ops.add(edited, common), 1e-6));
    const inside = ops.reduceSum(ops.mul(ratio, o.maskWeights), { axes: [2], keepDims: true });
    const shortfall = ops.sub(1, inside);
    return ops.reduceMean(ops.mul(shortfall, shortfall), { axes: [0, 1, 2], keepDims: false });
  });
  return meanOverSites(ops, perSite, o.active);
}
