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

/** Whether the edit branch is guided by a run under the empty prompt. */
export type Guidance = 'guided' | 'unguided';

/** How many branches an edit step has, in batch order: reconstruction, unconditional if it is guided, edit. */
const BRANCHES: Readonly<Record<Guidance, number>> = { guided: 3, unguided: 2 };

export interface EditStepRequest {
  /** The latent of the reconstruction branch and of the edit branch, [channels, height, width]. */
  sourceLatent: Float32Array;
  editLatent: Float32Array;
  timestep: number;
  /** Of the source prompt, the empty (or negative) prompt and the target prompt; without guidance the second is not read. */
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
  /** Model outputs of the edit branch, each [channels, height, width]: with the target prompt, and if guided without. */
  run(request: EditStepRequest): Promise<{ unconditional?: Float32Array; target: Float32Array }>;
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
export function editStepRecipe(guidance: Guidance): Recipe<EditStepInfo> {
  return {
    name: guidance === 'guided' ? 'edit step' : 'edit step without guidance',
    batch: BRANCHES[guidance],
    surgery: ({ graph, signature, sites }) => {
      const injected = injectedSites(sites);
      const o = ops(graph);
      const mix = addInjectionInputs(graph, o, injected);
      for (const site of injected) injectAt(graph, o, { site, branches: BRANCHES[guidance], mix });
      const scalarTimestep = graph.shape(signature.timestep).length === 0;
      return { graph: prune(graph, [signature.output]), info: { injected, scalarTimestep } };
    },
  };
}

export async function compileEditStep(
  source: DenoiserSource,
  guidance: Guidance = 'guided',
): Promise<EditStep> {
  const { program, info } = await source.open(editStepRecipe(guidance));
  const { signature } = source;
  const latents = BRANCHES[guidance];
  return {
    latents,
    run: async ({ sourceLatent, editLatent, timestep, text, plan, done }) => {
      const branches = [
        { latent: sourceLatent, text: text.source },
        ...(guidance === 'guided' ? [{ latent: editLatent, text: text.unconditional }] : []),
        { latent: editLatent, text: text.target },
      ];
      const outputs = await program.run({
        ...injectionFeeds(plan, info.injected, done),
        ...branchFeeds(signature, branches, { timestep, scalarTimestep: info.scalarTimestep }),
      });
      const of = split(outputs[signature.output]!, latents);
      return { target: of.at(-1)!, ...(guidance === 'guided' && { unconditional: of[1]! }) };
    },
    release: () => program.release(),
  };
}

interface InjectedSite {
  site: AttentionSite;
  branches: number;
  mix: (site: AttentionSite, source: Value, edit: Value) => Value;
}

/** At one site the last branch takes the first one's attention. */
function injectAt(graph: Graph, o: Ops, { site, branches, mix }: InjectedSite): void {
  const users = graph.consumers(site.probabilities);
  const shape = graph.shape(site.probabilities);
  const batched = o.reshape(site.probabilities, [branches, site.heads, site.positions, site.keys]);
  const apart = o.split(batched, Array<number>(branches).fill(1), 0);
  const mixed = o.concat([...apart.slice(0, -1), mix(site, apart[0]!, apart.at(-1)!)], 0);
  replaceFor(graph, site.probabilities, o.reshape(mixed, shape), users);
}
