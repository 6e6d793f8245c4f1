import type { Ops, Value } from '@dualedit/onnx-autograd';
import { meanOverSites } from './mean-over-sites.js';

/** What attention outside the mask costs, beside what attention inside it gains. */
const OUTSIDE = 3;

export interface SpatialRatioInputs {
  /** The edit branch's own attention at the loss sites, each [1, heads, positions, tokens]. */
  probabilities: readonly Value[];
  /** [tokens, edits]: 1 where a token of the target prompt is new in the edit. */
  newTokens: Value;
  /** [positions, edits]: the area-averaged mask Sᵢ of each edit, 0…1. */
  masks: Value;
  /** [1, edits]: 1 for edits in use, 0 for spare columns. */
  active: Value;
}

/**
 * Spatial ratio (MAG-Edit; Mao et al. 2024, L_SR):
 *
 *     L_SR = Σᵢ 3 · (Σ_outside Aᵢ / Σ Aᵢ) − Σ_Sᵢ Aᵢ / Σ Aᵢ = Σᵢ 3 − 4 · Σ_Sᵢ Aᵢ / Σ Aᵢ
 *
 * where Aᵢ is the attention to the new tokens of edit i before it is confined to the mask (confined, the loss
 * would be constant). It gathers new words in their masks, for edits that change a shape. Taken per layer and
 * head, then averaged. Returns a scalar of −1 or more for each edit.
 */
export function spatialRatioLoss(ops: Ops, o: SpatialRatioInputs): Value {
  const perSite = o.probabilities.map((maps) => {
    const edited = ops.matMul(maps, o.newTokens);
    const total = ops.reduceSum(edited, { axes: [2], keepDims: true });
    const inside = ops.reduceSum(ops.mul(edited, o.masks), { axes: [2], keepDims: true });
    const share = ops.div(inside, ops.add(total, 1e-6));
    const loss = ops.sub(OUTSIDE, ops.mul(share, OUTSIDE + 1));
    return ops.reduceMean(loss, { axes: [0, 1, 2], keepDims: false });
  });
  return meanOverSites(ops, perSite, o.active);
}
