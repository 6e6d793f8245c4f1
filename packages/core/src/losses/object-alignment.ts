import type { Ops, Value } from '@dualedit/onnx-autograd';

/** Keeps the logarithms of the binary cross-entropy finite: predictions 0…1 are squeezed by it at both ends. */
const LIMIT = 1e-3;
/** Keeps the division by a map's maximum finite. */
const TINY = 1e-4;

export interface ObjectAlignmentInputs {
  /** Attention probabilities of the edit branch at the loss sites, each [1, heads, positions, tokens]. */
  probabilities: readonly Value[];
  /** [tokens, edits]: 1 where a token is a piece of the edit's target phrase. */
  objectTokens: Value;
  /** [positions, edits]: the area-averaged mask Sᵢ of each edit, 0…1. */
  masks: Value;
  /** [1, edits]: 1 for edits in use, 0 for spare columns. */
  active: Value;
  /** Scalar: a map is multiplied by it before the first term, since a probability is shared by all tokens. */
  scale: Value;
}

/**
 * Object Alignment Loss (MDE-Edit, Eq. 4–5):
 *
 *     L_OAL = Σᵢ BCE(1 − exp(−c·Ŝᵢ), Sᵢ) + BCE(Ŝᵢ / ‖Ŝᵢ‖∞, Sᵢ)
 *
 * where Ŝᵢ is the mean over layers and heads of the summed attention to the pieces of edit i's phrase.
 * The softmax behind Ŝ runs over tokens. 1 − exp(−c·Ŝ) stands for a scaled map that is clipped at 1: as
 * steep where attention is weak, and with a gradient everywhere (docs/decisions/001-method-numbers.md).
 * Returns a scalar.
 */
export function objectAlignmentLoss(ops: Ops, o: ObjectAlignmentInputs): Value {
  const overHeads = o.probabilities.map((p) => ops.reduceMean(p, { axes: [0, 1], keepDims: false }));
  const mean = ops.div(
    overHeads.reduce((sum, p) => ops.add(sum, p)),
    overHeads.length,
  );
  const aligned = ops.matMul(mean, o.objectTokens);
  const maximum = ops.add(ops.reduceMax(aligned, { axes: [0], keepDims: true }), TINY);
  const perPosition = ops.add(
    binaryCrossEntropy(ops, ops.sub(1, ops.exp(ops.neg(ops.mul(aligned, o.scale)))), o.masks),
    binaryCrossEntropy(ops, ops.div(aligned, maximum), o.masks),
  );
  const perEdit = ops.reduceMean(perPosition, { axes: [0], keepDims: true });
  return ops.reduceSum(ops.mul(perEdit, o.active), { keepDims: false });
}

function binaryCrossEntropy(ops: Ops, predicted: Value, truth: Value): Value {
  const p = ops.add(ops.mul(predicted, 1 - 2 * LIMIT), LIMIT);
  const inside = ops.mul(truth, ops.log(p));
  const outside = ops.mul(ops.sub(1, truth), ops.log(ops.sub(1, p)));
  return ops.neg(ops.add(inside, outside));
}
