import { defineLoss, type Given } from './loss.js';
import { factor, wanted } from './reconstruction.js';

const background: Given = {
  given: 'background',
  shape: ({ latent }) => [latent.height, latent.width],
  numbers: (about) => about.background!,
};

const latentFactor: Given = {
  given: 'latent_factor',
  shape: () => [],
  numbers: ({ goal }) => [goal!.latentFactor!],
};

/**
 * Background preservation (LoMOE; Chakrabarty et al. 2024, L_b):
 *
 *     L_b = mean_channels Σ (M_background ⊙ (z′ − z*′))²
 *
 * where z′ is where a step of the latent under the source prompt leads, and z*′ where the reconstruction is then.
 */
export const backgroundPreservation = defineLoss({
  name: 'backgroundPreservation',
  source: 'LoMOE, L_b',
  reads: {
    latent: { inside: 'latent' },
    output: { inside: 'output' },
    background,
    wanted,
    factor,
    latentFactor,
  },
  build: (o, read) => {
    const next = o.add(o.mul(read.latent, read.latentFactor), o.mul(read.output, read.factor));
    const gap = o.mul(o.sub(next, read.wanted), read.background);
    const perChannel = o.reduceSum(o.mul(gap, gap), { axes: [2, 3], keepDims: false });
    return o.reduceMean(perChannel, { keepDims: false });
  },
});
