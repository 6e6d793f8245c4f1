import { ops, prune } from '@dualedit/onnx-autograd';
import type { AttentionSite } from '../surgery/attention-sites.js';
import { injectedSites, injectionFeeds } from '../surgery/injection.js';
import { injectFromInputs, sourceMapFeeds } from '../surgery/injection-from-inputs.js';
import type { Denoise } from './denoise.js';
import { OUTPUT, SAMPLE, STATES, TIMESTEP, type UnetSource } from './denoiser-source.js';
import type { EditStep } from './edit-step.js';
import type { Recipe } from './recipe.js';

/** The edit branch under the target prompt, into which the reconstruction branch's maps are injected as inputs. */
export const TARGET_STEP: Recipe<AttentionSite[]> = {
  name: 'target step',
  batch: 1,
  surgery: ({ graph, sites }) => {
    const injected = injectedSites(sites);
    injectFromInputs(graph, ops(graph), injected);
    return { graph: prune(graph, [OUTPUT]), info: injected };
  },
};

/**
 * The same edit step one latent at a time, for UNets whose arithmetic takes the time and not their number of nodes:
 * a third of the memory, and the reconstruction branch is not run where its maps are known from the gradient step
 * before, or where nothing is taken from it any more. Exports of one fixed latent know no other way.
 */
export async function compileEditStepApart(
  unet: UnetSource,
  denoise: () => Promise<Denoise>,
): Promise<EditStep> {
  const { program, info: injected } = await unet.open(TARGET_STEP);
  let unused: readonly Float32Array[] | undefined;
  const nothing = () => (unused ??= injected.map(emptyMap));
  return {
    latents: 2,
    run: async ({ editLatent, timestep, states, plan, done, sourceMaps }) => {
      const { cross, self } = plan.schedule;
      const maps = done < Math.max(cross, self) ? await sourceMaps() : nothing();
      const outputs = await program.run({
        ...injectionFeeds(plan, injected, done),
        ...sourceMapFeeds(maps),
        ...{ [SAMPLE]: editLatent, [TIMESTEP]: [timestep], [STATES]: states.target },
      });
      const plain = await (await denoise()).run(editLatent, timestep, states.unconditional);
      return { unconditional: plain, target: outputs[OUTPUT]! };
    },
    release: () => program.release(),
  };
}

const emptyMap = ({ heads, positions, keys }: AttentionSite) => new Float32Array(heads * positions * keys);
