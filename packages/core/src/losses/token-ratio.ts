import type { Ops, Value } from '@dualedit/onnx-autograd';
import { meanOverSites } from './mean-over-sites.js';

export interface TokenRatioInputs {
  /** The edit branch's attention after injection at the loss sites, each [1, heads, positions, tokens]. */
  injected: readonly Value[];
  /** [tokens, edits]: 1 where a token of the target prompt is new in the edit. */
  newTokens: Value;
  /** [positions, edits]: Sᵢ / ΣSᵢ, so that the ratio is averaged over the inside of the mask. */
  maskWeights: Value;
  /** [1, edits]: 1 for edits in use, 0 for spare columns. */
  active: Value;
}

/**
 * Token ratio (MAG-Edit; Mao et al. 2024, L_TR):
 *
 *     L_TR = Σᵢ (1 − mean_{Sᵢ} Aᵢ / Σⱼ Aⱼ)²
 *
 * where Aᵢ is the attention to the new tokens of edit i and Σⱼ runs over all tokens of the target prompt, both
 * after injection, whose rows need not add up to 1. It raises an attribute's share and keeps the structure. Taken
 * per layer and head, then averaged. Returns a scalar.
 */
export function tokenRatioLoss(ops: Ops, o: TokenRatioInputs): Value {
  const perSite = o.injected.map((maps) => {
    const all = ops.reduceSum(maps, { axes: [3], keepDims: true });
    const ratio = ops.div(ops.matMul(maps, o.newTokens), ops.add(all, 1e-6));
    const inside = ops.reduceSum(ops.mul(ratio, o.maskWeights), { axes: [2], keepDims: true });
    const shortfall = ops.sub(1, inside);
    return ops.reduceMean(ops.mul(shortfall, shortfall), { axes: [0, 1, 2], keepDims: false });
  });
  return meanOverSites(ops, perSite, o.active);
}
