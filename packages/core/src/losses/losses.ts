import type { Ops, Value } from '@dualedit/onnx-autograd';
import { type ColorConsistencyInputs, colorConsistencyLoss } from './color-consistency.js';
import { type NegativePromptInputs, negativePromptLoss } from './negative-prompt.js';
import { type ObjectAlignmentInputs, objectAlignmentLoss } from './object-alignment.js';
import { type SpatialRatioInputs, spatialRatioLoss } from './spatial-ratio.js';
import { type TokenRatioInputs, tokenRatioLoss } from './token-ratio.js';

/** Everything that any loss reads. */
export type LossInputs = ObjectAlignmentInputs &
  ColorConsistencyInputs &
  TokenRatioInputs &
  SpatialRatioInputs &
  NegativePromptInputs;

/** Every loss by the name that settings know it by; each returns a scalar. */
export const LOSSES = {
  oal: objectAlignmentLoss,
  ccl: colorConsistencyLoss,
  tokenRatio: tokenRatioLoss,
  spatialRatio: spatialRatioLoss,
  negativePrompt: negativePromptLoss,
} satisfies Record<string, (ops: Ops, inputs: LossInputs) => Value>;

export type LossName = keyof typeof LOSSES;

/** A number for some of the losses. */
export type LossValues = Partial<Record<LossName, number>>;

/** The losses whose weight λ is not 0, in a fixed order: the others are no part of any program. */
export function lossesInUse(weights: LossValues): LossName[] {
  return (Object.keys(LOSSES) as LossName[]).filter((name) => (weights[name] ?? 0) !== 0);
}
