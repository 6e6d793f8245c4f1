import { gradient, ops, prune } from '@dualedit/onnx-autograd';
import { LOSSES, type LossName, type LossValues } from '../losses/losses.js';
import { type AttentionSite, LOSS_SIDE, lossSites } from '../surgery/attention-sites.js';
import { type InjectionPlan, injectedSites, injectionFeeds } from '../surgery/injection.js';
import { injectFromInputs, sourceMapFeeds } from '../surgery/injection-from-inputs.js';
import { joined } from './batch.js';
import { SAMPLE, STATES, TIMESTEP, type UnetSource } from './denoiser-source.js';
import { addLossInputs, type LossFeeds, type LossGrid, lossFeeds } from './loss-inputs.js';
import { preciseInput, withLossScale } from './loss-scale.js';
import type { Recipe } from './recipe.js';

export interface LatentGradientRequest extends LossFeeds {
  latent: Float32Array;
  timestep: number;
  /** [tokens, width] of the target prompt, and of the source prompt for the negative-prompt constraint. */
  states: { source: Float32Array; target: Float32Array };
  /** As `SourceMaps.run` returned them for this timestep. */
  sourceMaps: readonly Float32Array[];
  plan: InjectionPlan;
  done: number;
  /** How much of each loss is in the gradient: of an absent one, nothing. */
  weights: LossValues;
}

/** Some losses of a latent, and the gradient of their weighted sum, [channels, height, width]. */
export interface LatentGradient {
  losses: readonly LossName[];
  /** Positions of the grid on which `LossEdit.mask` is given. */
  positions: number;
  run(request: LatentGradientRequest): Promise<{ losses: LossValues; gradient: Float32Array }>;
  release(): Promise<void>;
}

interface LatentGradientInfo extends LossGrid {
  /** The input that takes the latent. */
  sample: string;
  injected: AttentionSite[];
  /** Whether the export takes one timestep for the whole batch. */
  scalarTimestep: boolean;
}

const GRADIENT = 'latent_gradient';
const weightName = (loss: LossName) => `${loss}_weight`;

/** The constraint reads the latent under a second prompt; all other losses need the target prompt alone. */
const readsNegative = (losses: readonly LossName[]) => losses.includes('negativePrompt');

/**
 * dL/dz with L = Σₗ wₗ·Lₗ (MDE-Edit, Eq. 7) through the edit branch under the target prompt alone (no guidance).
 * Losses that are not among `losses` are no part of the graph, which ends at the last loss site: what lies
 * behind it is pruned.
 *
 * @param side the losses read the cross-attention sites whose resolution is nearest to `side` × `side`
 */
export function latentGradient(losses: readonly LossName[], side = LOSS_SIDE): Recipe<LatentGradientInfo> {
  return {
    name: `latent gradient of ${losses.join(' and ')} near ${side}×${side}`,
    batch: readsNegative(losses) ? 2 : 1,
    surgery: ({ graph, sites, recompute }) => {
      const o = ops(graph);
      const sample = preciseInput(graph, SAMPLE);
      const injected = injectedSites(sites);
      const read = lossSites(sites, side);
      const grid = { positions: read[0]!.positions, tokens: read[0]!.keys };
      const maps = injectFromInputs(graph, o, injected).filter(({ site }) => read.includes(site));
      const inputs = {
        ...addLossInputs(graph, grid),
        probabilities: maps.map(({ own }) => own),
        injected: maps.map(({ mixed }) => mixed),
        sourceProbabilities: maps.map(({ source }) => source),
        negative: maps.flatMap(({ negative }) => negative ?? []),
      };
      const values = losses.map((name) => LOSSES[name](o, inputs));
      const total = values
        .map((value, i) => o.mul(graph.addInput(weightName(losses[i]!), 'float32', []), value))
        .reduce((sum, value) => o.add(sum, value));
      const [slope] = gradient(graph, total, [sample], recompute);
      const outputs = values.map((value, i) => graph.addOutput(value, losses[i]!));
      outputs.push(graph.addOutput(o.reduceSum(slope!, { axes: [0], keepDims: true }), GRADIENT));
      const scalarTimestep = graph.shape(TIMESTEP).length === 0;
      return { graph: prune(graph, outputs), info: { sample, injected, ...grid, scalarTimestep } };
    },
  };
}

export async function compileLatentGradient(
  unet: UnetSource,
  losses: readonly LossName[],
  side = LOSS_SIDE,
): Promise<LatentGradient> {
  const { program, info } = await unet.open(latentGradient(losses, side));
  const twice = readsNegative(losses);
  return {
    losses,
    positions: info.positions,
    run: async (request) => {
      const { latent, timestep, states, weights } = request;
      const feeds = {
        ...injectionFeeds(request.plan, info.injected, request.done),
        ...lossFeeds(request, info),
        ...sourceMapFeeds(request.sourceMaps),
        [info.sample]: twice ? joined(latent, latent) : latent,
        [TIMESTEP]: twice && !info.scalarTimestep ? [timestep, timestep] : [timestep],
        [STATES]: twice ? joined(states.target, states.source) : states.target,
      };
      return withLossScale(info.sample !== SAMPLE, async (scale) => {
        const scaled = losses.map((name) => [weightName(name), [scale * (weights[name] ?? 0)]]);
        const result = await program.run({ ...feeds, ...Object.fromEntries(scaled) });
        return {
          losses: Object.fromEntries(losses.map((name) => [name, result[name]![0]!])),
          gradient: scale === 1 ? result[GRADIENT]! : result[GRADIENT]!.map((slope) => slope / scale),
        };
      });
    },
    release: () => program.release(),
  };
}
