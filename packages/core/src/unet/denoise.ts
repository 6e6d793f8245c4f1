import { prune } from '@dualedit/onnx-autograd';
import { OUTPUT, SAMPLE, STATES, TIMESTEP, type UnetSource } from './unet-source.js';

/** Predicts the model output (noise or v) of one latent under one text; [channels, height, width]. */
export interface Denoise {
  run(latent: Float32Array, timestep: number, states: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Compiles the plain UNet at batch 1. */
export async function compileDenoise(unet: UnetSource): Promise<Denoise> {
  const { graph } = await unet.graph(1);
  const program = await unet.program('denoise', prune(graph, [OUTPUT]));
  return {
    run: async (latent, timestep, states) =>
      (await program.run({ [SAMPLE]: latent, [TIMESTEP]: [timestep], [STATES]: states }))[OUTPUT]!,
    release: () => program.release(),
  };
}
