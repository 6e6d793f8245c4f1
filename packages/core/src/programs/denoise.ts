import { prune } from '@dualedit/onnx-autograd';
import { OUTPUT, SAMPLE, STATES, TIMESTEP, type UnetSource } from './denoiser-source.js';
import type { Recipe } from './recipe.js';

/** Predicts the model output (noise or v) of one latent under one text; [channels, height, width]. */
export interface Denoise {
  run(latent: Float32Array, timestep: number, states: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** The plain UNet at batch 1. */
export const DENOISE: Recipe<undefined> = {
  name: 'denoise',
  batch: 1,
  surgery: ({ graph }) => ({ graph: prune(graph, [OUTPUT]), info: undefined }),
};

export async function compileDenoise(unet: UnetSource): Promise<Denoise> {
  const { program } = await unet.open(DENOISE);
  return {
    run: async (latent, timestep, states) =>
      (await program.run({ [SAMPLE]: latent, [TIMESTEP]: [timestep], [STATES]: states }))[OUTPUT]!,
    release: () => program.release(),
  };
}
