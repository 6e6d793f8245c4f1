import type { Conditioning } from '../../family/conditioning.js';
import type { LossEdit } from '../../losses/loss.js';
import type { Injected } from '../../programs/gradient.js';
import { latentRecipe } from './latent-recipe.js';
import { type LatentUpdate, updateLatent } from './latent-update.js';
import type { AttentionScene } from './scene.js';

/** A latent that is to be optimized at one timestep. */
export interface ToOptimize {
  latent: Float32Array;
  timestep: number;
  text: { source: Conditioning; target: Conditioning };
  injected: Injected;
  latentMask: Float32Array;
}

/** The optimization of the latent at one timestep; `undefined` if all losses are left out. */
export function latentOptimizer(
  scene: AttentionScene,
  { signal }: { signal?: AbortSignal | undefined },
): ((at: ToOptimize) => Promise<LatentUpdate>) | undefined {
  const { settings, commonTokens, regions } = scene;
  const recipe = latentRecipe(settings);
  if (!(recipe && regions.some(({ losses }) => losses))) return undefined;
  let edits: readonly LossEdit[] | undefined;
  return async ({ latent, timestep, text, injected, latentMask }) => {
    const gradient = await scene.programs.gradient(recipe);
    edits ??= lossEdits(scene, gradient.positions);
    const about = { edits, commonTokens, settings };
    const request = { latent, timestep, text: text.target, sourceText: text.source, injected, about };
    return updateLatent(gradient, { ...request, latentMask, settings, signal });
  };
}

/** What the losses need to know of the regions, on a square grid of `positions` cells. */
export function lossEdits({ regions }: Pick<AttentionScene, 'regions'>, positions: number): LossEdit[] {
  return regions
    .filter(({ losses }) => losses)
    .map(({ tokens, maskAt }) => ({
      objectTokens: tokens.target,
      newTokens: tokens.new,
      removedTokens: tokens.removed,
      mask: maskAt(positions),
    }));
}
