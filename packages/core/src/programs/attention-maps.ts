import { ops, prune } from '@dualedit/onnx-autograd';
import type { AttentionSite } from '../surgery/attention-sites.js';
import { injectedSites } from '../surgery/injection.js';
import { sourceMapName } from '../surgery/injection-from-inputs.js';
import { SAMPLE, STATES, TIMESTEP, type UnetSource } from './denoiser-source.js';
import type { Recipe } from './recipe.js';

/** Attention probabilities of one latent under one text, by site, each [1, heads, positions, keys]. */
export interface SourceMaps {
  sites: readonly AttentionSite[];
  run(latent: Float32Array, timestep: number, states: Float32Array): Promise<Float32Array[]>;
  release(): Promise<void>;
}

/**
 * The reconstruction branch up to its last injected site. Its maps are constant while a latent is
 * optimised, so they are computed once a step and handed to the latent gradient.
 */
export const SOURCE_MAPS: Recipe<AttentionSite[]> = {
  name: 'source maps',
  batch: 1,
  surgery: ({ graph, sites }) => {
    const wanted = injectedSites(sites);
    const o = ops(graph);
    const names = wanted.map((site, index) => {
      const map = o.reshape(site.probabilities, [1, site.heads, site.positions, site.keys]);
      return graph.addOutput(o.cast(map, 'float32'), sourceMapName(index));
    });
    return { graph: prune(graph, names), info: wanted };
  },
};

export async function compileSourceMaps(unet: UnetSource): Promise<SourceMaps> {
  const { program, info: sites } = await unet.open(SOURCE_MAPS);
  return {
    sites,
    run: async (latent, timestep, states) => {
      const outputs = await program.run({ [SAMPLE]: latent, [TIMESTEP]: [timestep], [STATES]: states });
      return sites.map((_, index) => outputs[sourceMapName(index)]!);
    },
    release: () => program.release(),
  };
}
