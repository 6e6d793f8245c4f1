import { gradient, ops, prune } from '@dualedit/onnx-autograd';
import { OUTPUT, SAMPLE, STATES, TIMESTEP, type UnetSource } from './denoiser-source.js';
import { preciseInput, withLossScale } from './loss-scale.js';
import type { Recipe } from './recipe.js';

export interface EmbeddingGradientRequest {
  /** [channels, height, width] */
  latent: Float32Array;
  timestep: number;
  /** [tokens, width]: the text states that the gradient is taken by. */
  states: Float32Array;
  /** [channels, height, width]: what the model's output times `factor` shall be. */
  wanted: Float32Array;
  factor: number;
}

/** The mean squared error of an output that is wanted, and its gradient by the text states, [tokens, width]. */
export interface EmbeddingGradient {
  run(request: EmbeddingGradientRequest): Promise<{ loss: number; slope: Float32Array }>;
  release(): Promise<void>;
}

/** d mean((factor · ε(z, t, ∅) − wanted)²) / d∅, for null-text inversion. */
export const EMBEDDING_GRADIENT: Recipe<{ states: string }> = {
  name: 'embedding gradient',
  batch: 1,
  surgery: ({ graph, recompute }) => {
    const o = ops(graph);
    const states = preciseInput(graph, STATES);
    const wanted = graph.addInput('wanted', 'float32', graph.shape(SAMPLE));
    const error = o.sub(o.mul(o.cast(OUTPUT, 'float32'), graph.addInput('factor', 'float32', [])), wanted);
    const loss = o.reduceMean(o.mul(error, error), { keepDims: false });
    const scaled = o.mul(loss, graph.addInput('loss_scale', 'float32', []));
    const [slope] = gradient(graph, scaled, [states], recompute);
    const outputs = [graph.addOutput(loss, 'loss'), graph.addOutput(slope!, 'slope')];
    return { graph: prune(graph, outputs), info: { states } };
  },
};

export async function compileEmbeddingGradient(unet: UnetSource): Promise<EmbeddingGradient> {
  const { program, info } = await unet.open(EMBEDDING_GRADIENT);
  return {
    run: async ({ latent, timestep, states, wanted, factor }) => {
      const feeds = {
        ...{ [SAMPLE]: latent, [TIMESTEP]: [timestep], [info.states]: states },
        ...{ wanted, factor: [factor] },
      };
      return withLossScale(info.states !== STATES, async (scale) => {
        const { loss, slope } = await program.run({ ...feeds, loss_scale: [scale] });
        return { loss: loss![0]!, slope: scale === 1 ? slope! : slope!.map((value) => value / scale) };
      });
    },
    release: () => program.release(),
  };
}
