import { ops, prune } from '@dualedit/onnx-autograd';
import type { AttentionSite } from '../surgery/attention-sites.js';
import { injectedSites, injectionFeeds } from '../surgery/injection.js';
import { injectFromInputs, sourceMapFeeds } from '../surgery/injection-from-inputs.js';
import { branchFeeds } from './batch.js';
import type { Denoise } from './denoise.js';
import type { DenoiserSource } from './denoiser-source.js';
import type { EditStep, Guidance } from './edit-step.js';
import type { Recipe } from './recipe.js';

/** The edit branch under the target prompt, into which the reconstruction branch's maps are injected as inputs. */
export const TARGET_STEP: Recipe<AttentionSite[]> = {
  name: 'target step',
  batch: 1,
  surgery: ({ graph, signature, sites }) => {
    const injected = injectedSites(sites);
    injectFromInputs(graph, ops(graph), { sites: injected, batch: 1 });
    return { graph: prune(graph, [signature.output]), info: injected };
  },
};

/**
 * The same edit step one latent at a time, for denoisers whose arithmetic takes the time and not their number of
 * nodes: a third of the memory, and the reconstruction branch is not run if its maps are known from the gradient
 * step before, or if nothing is taken from it any more. Exports of one fixed latent allow no other way.
 */
export async function compileEditStepApart(
  source: DenoiserSource,
  denoise: () => Promise<Denoise>,
  guidance: Guidance = 'guided',
): Promise<EditStep> {
  const { program, info: injected } = await source.open(TARGET_STEP);
  const { signature } = source;
  let unused: readonly Float32Array[] | undefined;
  const nothing = () => (unused ??= injected.map(emptyMap));
  return {
    latents: guidance === 'guided' ? 2 : 1,
    run: async ({ editLatent, timestep, text, plan, done, sourceMaps }) => {
      const { cross, self } = plan.schedule;
      const maps = done < Math.max(cross, self) ? await sourceMaps() : nothing();
      const branches = [{ latent: editLatent, text: text.target }];
      const outputs = await program.run({
        ...injectionFeeds(plan, injected, done),
        ...sourceMapFeeds(maps),
        ...branchFeeds(signature, branches, { timestep, scalarTimestep: false }),
      });
      const target = outputs[signature.output]!;
      if (guidance === 'unguided') return { target };
      return { target, unconditional: await (await denoise()).run(editLatent, timestep, text.unconditional) };
    },
    release: () => program.release(),
  };
}

const emptyMap = ({ heads, positions, keys }: AttentionSite) => new Float32Array(heads * positions * keys);
