import type { Ops, Value } from '@dualedit/onnx-autograd';
import { active, masks, objectTokens, setting } from './givens.js';
import { attention, defineLoss } from './loss.js';

/** Keeps the logarithms of the binary cross-entropy finite: predictions 0…1 are squeezed by it at both ends. */
const LIMIT = 1e-3;
/** Keeps the division by a map's maximum finite. */
const TINY = 1e-4;

/**
 * Object Alignment Loss (MDE-Edit, Eq. 4–5):
 *
 *     L_OAL = Σᵢ BCE(1 − exp(−c·Ŝᵢ), Sᵢ) + BCE(Ŝᵢ / ‖Ŝᵢ‖∞, Sᵢ)
 *
 * where Ŝᵢ is the mean over layers and heads of the summed attention to the pieces of edit i's phrase, and c the
 * setting `objectScale`: a probability is shared by all tokens, so a map is scaled before the first term.
 * The softmax behind Ŝ runs over tokens. 1 − exp(−c·Ŝ) replaces a scaled map that is clipped at 1: as
 * steep where attention is weak, and with a gradient everywhere (docs/decisions/001-method-numbers.md).
 */
export const objectAlignment = defineLoss({
  name: 'oal',
  source: 'MDE-Edit, Eq. 4–5',
  reads: {
    edit: attention('edit'),
    objectTokens,
    masks,
    active,
    scale: setting('object_scale', 'objectScale'),
  },
  settings: { objectScale: 5 },
  build: (o, read) => {
    const overHeads = read.edit.map((p) => o.reduceMean(p, { axes: [0, 1], keepDims: false }));
    const mean = o.div(
      overHeads.reduce((sum, p) => o.add(sum, p)),
      overHeads.length,
    );
    const aligned = o.matMul(mean, read.objectTokens);
    const maximum = o.add(o.reduceMax(aligned, { axes: [0], keepDims: true }), TINY);
    const perPosition = o.add(
      binaryCrossEntropy(o, o.sub(1, o.exp(o.neg(o.mul(aligned, read.scale)))), read.masks),
      binaryCrossEntropy(o, o.div(aligned, maximum), read.masks),
    );
    const perEdit = o.reduceMean(perPosition, { axes: [0], keepDims: true });
    return o.reduceSum(o.mul(perEdit, read.active), { keepDims: false });
  },
});

function binaryCrossEntropy(o: Ops, predicted: Value, truth: Value): Value {
  const p = o.add(o.mul(predicted, 1 - 2 * LIMIT), LIMIT);
  const inside = o.mul(truth, o.log(p));
  const outside = o.mul(o.sub(1, truth), o.log(o.sub(1, p)));
  return o.neg(o.add(inside, outside));
}
