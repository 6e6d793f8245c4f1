import { prune } from '@dualedit/onnx-autograd';
import type { Conditioning } from '../family/conditioning.js';
import { branchFeeds } from './batch.js';
import type { DenoiserSource } from './denoiser-source.js';
import type { Recipe } from './recipe.js';

/** Predicts the model output of one latent under one text; all [channels, height, width]. */
export interface Denoise {
  run(latent: Float32Array, timestep: number, text: Conditioning): Promise<Float32Array>;
  release(): Promise<void>;
}

/** The plain denoiser at batch 1. */
export const DENOISE: Recipe<undefined> = {
  name: 'denoise',
  batch: 1,
  surgery: ({ graph, signature }) => ({ graph: prune(graph, [signature.output]), info: undefined }),
};

export async function compileDenoise(source: DenoiserSource): Promise<Denoise> {
  const { program } = await source.open(DENOISE);
  const { signature } = source;
  return {
    run: async (latent, timestep, text) => {
      const feeds = branchFeeds(signature, [{ latent, text }], { timestep, scalarTimestep: false });
      return (await program.run(feeds))[signature.output]!;
    },
    release: () => program.release(),
  };
}
