import { ops, prune } from '@dualedit/onnx-autograd';
import type { AttentionSite } from '../attention/sites.js';
import { injectedSites } from './injection.js';
import { SAMPLE, STATES, TIMESTEP, type UnetSource } from './unet-source.js';

/** Attention probabilities of one latent under one text, by site, each [1, heads, positions, keys]. */
export interface SourceMaps {
  sites: readonly AttentionSite[];
  run(latent: Float32Array, timestep: number, states: Float32Array): Promise<Float32Array[]>;
  release(): Promise<void>;
}

/**
 * Compiles the reconstruction branch up to its last injected site. Its maps are constant while a latent
 * is optimised, so they are computed once a step and handed to the latent gradient.
 */
export async function compileSourceMaps(unet: UnetSource): Promise<SourceMaps> {
  const { graph, sites } = await unet.graph(1);
  const wanted = injectedSites(sites);
  const o = ops(graph);
  const names = wanted.map((site, index) => {
    const map = o.reshape(site.probabilities, [1, site.heads, site.positions, site.keys]);
    return graph.addOutput(map, `source_map_${index}`);
  });
  const program = await unet.program('source maps', prune(graph, names));
  return {
    sites: wanted,
    run: async (latent, timestep, states) => {
      const outputs = await program.run({ [SAMPLE]: latent, [TIMESTEP]: [timestep], [STATES]: states });
      return names.map((name) => outputs[name]!);
    },
    release: () => program.release(),
  };
}
