import { type Graph, type Ops, ops, prune, type Value } from '@dualedit/onnx-autograd';
import type { Conditioning } from '../family/conditioning.js';
import type { AttentionSite } from '../surgery/attention-sites.js';
import {
  addInjectionInputs,
  type InjectionPlan,
  injectedSites,
  injectionFeeds,
  replaceFor,
} from '../surgery/injection.js';
import { branchFeeds, split } from './batch.js';
import type { DenoiserSource } from './denoiser-source.js';
import type { Recipe } from './recipe.js';

/** The branches of an edit step, in batch order: reconstruction, unconditional, edit. */
const BRANCHES = 3;

export interface EditStepRequest {
  /** The latent of the reconstruction branch and of the edit branch, [channels, height, width]. */
  sourceLatent: Float32Array;
  editLatent: Float32Array;
  timestep: number;
  /** Of the source prompt, the empty (or negative) prompt and the target prompt. */
  text: { source: Conditioning; unconditional: Conditioning; target: Conditioning };
  plan: InjectionPlan;
  /** Fraction of the denoising steps already done, 0…1. */
  done: number;
  /** The reconstruction branch's maps at this timestep; only read if the branch is not part of the same run. */
  sourceMaps: () => Promise<readonly Float32Array[]>;
}

/** One evaluation of both branches, with attention injected inside the graph. */
export interface EditStep {
  /** Latents that one evaluation runs the denoiser on, not counting those of `sourceMaps`. */
  latents: number;
  /** Model outputs of the edit branch without and with the target prompt, each [channels, height, width]. */
  run(request: EditStepRequest): Promise<{ unconditional: Float32Array; target: Float32Array }>;
  release(): Promise<void>;
}

interface EditStepInfo {
  injected: AttentionSite[];
  /** Whether the export takes one timestep for the whole batch. */
  scalarTimestep: boolean;
}

/**
 * The edit step: reconstruction, unconditional and edit branch as one batch, where at each site the edit
 * branch takes the reconstruction branch's attention by gates that are inputs (MDE-Edit, Eq. 3).
 * With a stored trajectory the reconstruction branch needs no guidance (direct inversion).
 */
export const EDIT_STEP: Recipe<EditStepInfo> = {
  name: 'edit step',
  batch: BRANCHES,
  surgery: ({ graph, signature, sites }) => {
    const injected = injectedSites(sites);
    const o = ops(graph);
    const mix = addInjectionInputs(graph, o, injected);
    for (const site of injected) injectAt(graph, o, site, mix);
    const scalarTimestep = graph.shape(signature.timestep).length === 0;
    return { graph: prune(graph, [signature.output]), info: { injected, scalarTimestep } };
  },
};

export async function compileEditStep(source: DenoiserSource): Promise<EditStep> {
  const { program, info } = await source.open(EDIT_STEP);
  const { signature } = source;
  return {
    latents: BRANCHES,
    run: async ({ sourceLatent, editLatent, timestep, text, plan, done }) => {
      const branches = [
        { latent: sourceLatent, text: text.source },
        { latent: editLatent, text: text.unconditional },
        { latent: editLatent, text: text.target },
      ];
      const outputs = await program.run({
        ...injectionFeeds(plan, info.injected, done),
        ...branchFeeds(signature, branches, { timestep, scalarTimestep: info.scalarTimestep }),
      });
      const [, unconditional, target] = split(outputs[signature.output]!, BRANCHES);
      return { unconditional: unconditional!, target: target! };
    },
    release: () => program.release(),
  };
}

function injectAt(
  graph: Graph,
  o: Ops,
  site: AttentionSite,
  mix: (site: AttentionSite, source: Value, edit: Value) => Value,
): void {
  const users = graph.consumers(site.probabilities);
  const shape = graph.shape(site.probabilities);
  const batched = o.reshape(site.probabilities, [BRANCHES, site.heads, site.positions, site.keys]);
  const [source, unconditional, edit] = o.split(batched, [1, 1, 1], 0);
  const mixed = o.concat([source!, unconditional!, mix(site, source!, edit!)], 0);
  replaceFor(graph, site.probabilities, o.reshape(mixed, shape), users);
}
