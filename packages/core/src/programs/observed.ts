import { type Ops, ops, prune, type Value } from '@dualedit/onnx-autograd';
import type { Conditioning } from '../family/conditioning.js';
import type { Inside, Output } from '../losses/loss.js';
import { lossSites } from '../surgery/attention-sites.js';
import { decoderAttention, lastBlock } from '../surgery/features.js';
import { injectedSites } from '../surgery/injection.js';
import { branchFeeds } from './batch.js';
import type { DenoiserSource } from './denoiser-source.js';
import { type GradientRecipe, gradientName, isInside, readsOf } from './gradient-recipe.js';
import type { DenoiserGraph, Recipe } from './recipe.js';

/** What a loss may read of a branch. */
export type Observable = Exclude<Inside, Output>;

/** Names a value inside the denoiser, as an output of one program and as an input of another. */
export function observedName(wanted: Observable, index: number): string {
  const kind = 'of' in wanted ? wanted.of : wanted.inside;
  return `observed ${kind}${'sites' in wanted ? ' everywhere' : ''} ${index}`;
}

/** What a plain run has there, float32. */
export function observed(
  { graph, signature, sites }: DenoiserGraph,
  o: Ops,
  wanted: Observable,
  side: number,
): Value[] {
  const precise = (value: Value) => o.cast(value, 'float32');
  if (wanted.inside === 'features') {
    return wanted.of === 'last block'
      ? [precise(lastBlock(graph, signature))]
      : decoderAttention(graph, injectedSites(sites)).map((value) => {
          // Some exports leave out the axis of the batch here.
          const [positions, channels] = graph.shape(value).slice(-2) as [number, number];
          return precise(o.reshape(value, [1, positions, channels]));
        });
  }
  const isAll = wanted.inside === 'self-attention' || wanted.sites === 'all';
  const kind = wanted.inside === 'self-attention' ? 'self' : 'cross';
  const wantedSites = isAll ? injectedSites(sites) : lossSites(sites, side);
  return wantedSites
    .filter((site) => site.kind === kind)
    .map(({ probabilities, heads, positions, keys }) =>
      precise(o.reshape(probabilities, [1, heads, positions, keys])),
    );
}

/** What the losses of a recipe read of the reconstruction branch, by the names of the gradient's inputs. */
export interface Observe {
  run(latent: Float32Array, timestep: number, text: Conditioning): Promise<Record<string, Float32Array>>;
  release(): Promise<void>;
}

/** The denoiser as it is, up to the last value that the losses of a recipe read of the reconstruction branch. */
export function observation(recipe: GradientRecipe): Recipe<string[]> {
  return {
    name: `observation for the ${gradientName(recipe)}`,
    batch: 1,
    surgery: (denoiser) => {
      const { graph } = denoiser;
      const o = ops(graph);
      const wanted = readsOf(recipe.losses).filter(
        (read): read is Observable => isInside(read) && 'branch' in read && read.branch === 'source',
      );
      const names = new Set<string>();
      for (const read of wanted) {
        for (const [i, value] of observed(denoiser, o, read, recipe.side).entries()) {
          const name = observedName(read, i);
          if (!names.has(name)) graph.addOutput(value, name);
          names.add(name);
        }
      }
      return { graph: prune(graph, [...names]), info: [...names] };
    },
  };
}

export async function compileObserve(source: DenoiserSource, recipe: GradientRecipe): Promise<Observe> {
  const { program } = await source.open(observation(recipe));
  return {
    run: (latent, timestep, text) =>
      program.run(branchFeeds(source.signature, [{ latent, text }], { timestep, scalarTimestep: false })),
    release: () => program.release(),
  };
}
