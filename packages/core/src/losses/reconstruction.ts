import { defineLoss, type Given } from './loss.js';

export const wanted: Given = {
  given: 'wanted',
  shape: ({ latent }) => [1, latent.channels, latent.height, latent.width],
  numbers: ({ goal }) => goal!.wanted,
};

export const factor: Given = { given: 'factor', shape: () => [], numbers: ({ goal }) => [goal!.factor] };

/**
 * The mean squared error of a linear step towards a known latent (null-text inversion; Mokady et al. 2023, Eq. 3):
 *
 *     L = mean((factor · ε(z, t, ∅) − wanted)²)
 */
export const reconstruction = defineLoss({
  name: 'reconstruction',
  source: 'Null-text inversion, Eq. 3',
  reads: { output: { inside: 'output' }, wanted, factor },
  build: (o, read) => {
    const error = o.sub(o.mul(read.output, read.factor), read.wanted);
    return o.reduceMean(o.mul(error, error), { keepDims: false });
  },
});
