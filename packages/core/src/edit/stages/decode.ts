import type { PlannedStage } from './stage.js';

const AUTOENCODER = 2;

/** Pictures of the edited latent, of the inversion's reconstruction, and of the unedited latent. */
export const decodeStage: PlannedStage = {
  name: 'decode',
  programs: [],
  costs: [AUTOENCODER],
  run: async (work) => {
    const { autoencoder, latent } = work.model;
    const decode = (values: Float32Array) => autoencoder.decode(values, latent.width, latent.height);
    const { trajectory, inversion } = work.inverted!;
    const [reconstructed] = inversion.trajectory;
    const own = await decode(trajectory[0]!);
    const reconstruction = reconstructed === trajectory[0] ? own : await decode(reconstructed!);
    work.drawn = { own, reconstruction, edited: await decode(work.edited!.latent) };
  },
};
