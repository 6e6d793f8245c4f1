import type { Ops, Value } from '@dualedit/onnx-autograd';
import { defineLoss } from './loss.js';

const TEMPERATURE = 0.07;
/** Sides of the patches that are compared, in cells of a layer's features. */
const PATCHES = [1, 2];

/**
 * Contrastive loss of patches (CDS; Nam et al. 2024, Eq. 8; PatchNCE of Park et al. 2020):
 *
 *     L_con = mean −log( exp(q·k⁺/τ) / Σ_k exp(q·k/τ) )
 *
 * where q is a patch of what a self-attention layer of the decoder returns for the edit, k⁺ the same patch of the
 * reconstruction, and k all patches of the reconstruction; all of unit length. Mean over patches, their sizes and layers.
 */
export const patchContrast = defineLoss({
  name: 'patchContrast',
  source: 'CDS, Eq. 8',
  reads: {
    own: { inside: 'features', of: 'decoder self-attention', branch: 'edit' },
    source: { inside: 'features', of: 'decoder self-attention', branch: 'source' },
  },
  build: (o, read) => {
    const all = read.own.flatMap((features, layer) =>
      PATCHES.map((size) =>
        contrast(o, unitPatches(o, features, size), unitPatches(o, read.source[layer]!, size)),
      ),
    );
    return o.div(
      all.reduce((sum, loss) => o.add(sum, loss)),
      all.length,
    );
  },
});

/** [patches, channels], each of unit length. */
function unitPatches(o: Ops, features: Value, size: number): Value {
  const [, positions, channels] = o.shape(features) as [number, number, number];
  const side = Math.sqrt(positions) / size;
  const cells = o.reshape(features, [side, size, side, size, channels]);
  const patches = o.reshape(o.reduceMean(cells, { axes: [1, 3], keepDims: false }), [side * side, channels]);
  const lengths = o.sqrt(o.add(o.reduceSum(o.mul(patches, patches), { axes: [1], keepDims: true }), 1e-12));
  return o.div(patches, lengths);
}

function contrast(o: Ops, own: Value, source: Value): Value {
  const logits = o.div(o.matMul(own, o.transpose(source, [1, 0])), TEMPERATURE);
  const same = o.div(o.reduceSum(o.mul(own, source), { axes: [1], keepDims: true }), TEMPERATURE);
  const all = o.log(o.reduceSum(o.exp(logits), { axes: [1], keepDims: true }));
  return o.reduceMean(o.sub(all, same), { keepDims: false });
}
