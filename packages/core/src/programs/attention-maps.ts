import { ops, prune } from '@dualedit/onnx-autograd';
import type { Conditioning } from '../family/conditioning.js';
import type { AttentionSite } from '../surgery/attention-sites.js';
import { injectedSites } from '../surgery/injection.js';
import { sourceMapName } from '../surgery/injection-from-inputs.js';
import { branchFeeds } from './batch.js';
import type { DenoiserSource } from './denoiser-source.js';
import type { Recipe } from './recipe.js';

/** Attention probabilities of one latent under one text, by site, each [1, heads, positions, keys]. */
export interface AttentionMaps {
  sites: readonly AttentionSite[];
  run(latent: Float32Array, timestep: number, text: Conditioning): Promise<Float32Array[]>;
  release(): Promise<void>;
}

/**
 * The denoiser up to its last injected site. The reconstruction branch's maps are constant while a latent is
 * optimized, so they are computed once per step and passed to the gradient.
 */
export const ATTENTION_MAPS: Recipe<AttentionSite[]> = {
  name: 'attention maps',
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

export async function compileAttentionMaps(source: DenoiserSource): Promise<AttentionMaps> {
  const { program, info: sites } = await source.open(ATTENTION_MAPS);
  return {
    sites,
    run: async (latent, timestep, text) => {
      const at = { timestep, scalarTimestep: false };
      const outputs = await program.run(branchFeeds(source.signature, [{ latent, text }], at));
      return sites.map((_, index) => outputs[sourceMapName(index)]!);
    },
    release: () => program.release(),
  };
}
