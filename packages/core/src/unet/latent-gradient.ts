import { type Graph, gradient, type Ops, ops, prune, type Value } from '@dualedit/onnx-autograd';
import { type AttentionSite, lossSites } from '../attention/sites.js';
import { colorConsistencyLoss } from '../losses/color-consistency.js';
import { objectAlignmentLoss } from '../losses/object-alignment.js';
import {
  addInjectionInputs,
  type InjectionPlan,
  injectedSites,
  injectionFeeds,
  replaceFor,
} from './injection.js';
import type { Feeds } from './program.js';
import type { Recipe } from './recipe.js';
import { sourceMapName } from './source-maps.js';
import { SAMPLE, STATES, TIMESTEP, type UnetSource } from './unet-source.js';

/** Edits that one compiled program has room for; spare columns cost next to nothing. */
export const MAX_EDITS = 8;

/** What one edit means to the losses. */
export interface LossEdit {
  /** Positions in the target prompt: all pieces of its phrase, and those that are new. */
  objectTokens: readonly number[];
  newTokens: readonly number[];
  /** [positions]: the area-averaged mask Sᵢ at the loss resolution, 0…1, not all 0. */
  mask: Float32Array;
  /** Weight of this edit's share of both losses; 1 as published. */
  strength: number;
}

export interface LatentGradientRequest {
  latent: Float32Array;
  timestep: number;
  /** [tokens, width] of the target prompt. */
  states: Float32Array;
  /** As `SourceMaps.run` returned them for this timestep. */
  sourceMaps: readonly Float32Array[];
  plan: InjectionPlan;
  done: number;
  edits: readonly LossEdit[];
  /** Positions in the source prompt that both prompts share. */
  commonTokens: readonly number[];
  /** How much of each loss is in the gradient. */
  weights: { oal: number; ccl: number };
  /** A map is multiplied by it before the first term of the Object Alignment Loss. */
  objectScale: number;
}

/** Both losses of a latent, and the gradient of their weighted sum, [channels, height, width]. */
export interface LatentGradient {
  /** Positions of the grid on which `LossEdit.mask` is given. */
  positions: number;
  run(request: LatentGradientRequest): Promise<{ oal: number; ccl: number; gradient: Float32Array }>;
  release(): Promise<void>;
}

interface LatentGradientInfo {
  injected: AttentionSite[];
  /** Positions and tokens of the sites that the losses read. */
  positions: number;
  tokens: number;
}

/**
 * dL/dz with L = w₁·L_OAL + w₂·L_CCL (MDE-Edit, Eq. 7) through the edit branch under the target prompt
 * alone (no guidance). The graph ends at the last loss site: what lies behind it is pruned.
 */
export const LATENT_GRADIENT: Recipe<LatentGradientInfo> = {
  name: 'latent gradient',
  batch: 1,
  surgery: ({ graph, sites }) => {
    const o = ops(graph);
    const injected = injectedSites(sites);
    const sourceMaps = injected.map((site, index) =>
      graph.addInput(sourceMapName(index), 'float32', [1, site.heads, site.positions, site.keys]),
    );
    const probabilities = injectFromInputs(graph, o, injected, sourceMaps);
    const read = lossSites(sites).map((site) => injected.indexOf(site));
    const [{ positions, keys: tokens }] = lossSites(sites) as [AttentionSite];
    const { oal, ccl, total } = appendLosses(graph, o, {
      probabilities: read.map((index) => probabilities[index]!),
      sourceProbabilities: read.map((index) => sourceMaps[index]!),
      positions,
      tokens,
    });
    const [latentGradient] = gradient(graph, total, [SAMPLE]);
    const outputs = [
      graph.addOutput(oal, 'oal'),
      graph.addOutput(ccl, 'ccl'),
      graph.addOutput(latentGradient!, 'latent_gradient'),
    ];
    return { graph: prune(graph, outputs), info: { injected, positions, tokens } };
  },
};

export async function compileLatentGradient(unet: UnetSource): Promise<LatentGradient> {
  const { program, info } = await unet.open(LATENT_GRADIENT);
  const { injected, positions, tokens } = info;
  return {
    positions,
    run: async (request) => {
      const feeds = requestFeeds(request, injected, positions, tokens);
      const result = await program.run(feeds);
      return { oal: result.oal![0]!, ccl: result.ccl![0]!, gradient: result.latent_gradient! };
    },
    release: () => program.release(),
  };
}

/** Injects `sourceMaps` at every site; returns the edit branch's own probabilities, before injection. */
function injectFromInputs(graph: Graph, o: Ops, sites: AttentionSite[], sourceMaps: Value[]): Value[] {
  const mix = addInjectionInputs(graph, o, sites);
  return sites.map((site, index) => {
    const users = graph.consumers(site.probabilities);
    const own = o.reshape(site.probabilities, [1, site.heads, site.positions, site.keys]);
    const mixed = o.reshape(mix(site, sourceMaps[index]!, own), graph.shape(site.probabilities));
    replaceFor(graph, site.probabilities, mixed, users);
    return own;
  });
}

interface LossSurgery {
  probabilities: Value[];
  sourceProbabilities: Value[];
  positions: number;
  tokens: number;
}

function appendLosses(graph: Graph, o: Ops, s: LossSurgery): { oal: Value; ccl: Value; total: Value } {
  const active = graph.addInput('active_edits', 'float32', [1, MAX_EDITS]);
  const oal = objectAlignmentLoss(o, {
    probabilities: s.probabilities,
    objectTokens: graph.addInput('object_tokens', 'float32', [s.tokens, MAX_EDITS]),
    masks: graph.addInput('object_masks', 'float32', [s.positions, MAX_EDITS]),
    active,
    scale: graph.addInput('object_scale', 'float32', []),
  });
  const ccl = colorConsistencyLoss(o, {
    probabilities: s.probabilities,
    sourceProbabilities: s.sourceProbabilities,
    newTokens: graph.addInput('new_tokens', 'float32', [s.tokens, MAX_EDITS]),
    commonTokens: graph.addInput('common_tokens', 'float32', [s.tokens, 1]),
    maskWeights: graph.addInput('mask_weights', 'float32', [s.positions, MAX_EDITS]),
    active,
  });
  const total = o.add(
    o.mul(graph.addInput('oal_weight', 'float32', []), oal),
    o.mul(graph.addInput('ccl_weight', 'float32', []), ccl),
  );
  return { oal, ccl, total };
}

function requestFeeds(
  request: LatentGradientRequest,
  injected: AttentionSite[],
  positions: number,
  tokens: number,
): Feeds {
  const { edits } = request;
  const active = new Float32Array(MAX_EDITS);
  const objectTokens = new Float32Array(tokens * MAX_EDITS);
  const newTokens = new Float32Array(tokens * MAX_EDITS);
  const masks = new Float32Array(positions * MAX_EDITS);
  const maskWeights = new Float32Array(positions * MAX_EDITS);
  edits.forEach((edit, column) => {
    active[column] = edit.strength;
    for (const token of edit.objectTokens) objectTokens[token * MAX_EDITS + column] = 1;
    for (const token of edit.newTokens) newTokens[token * MAX_EDITS + column] = 1;
    const area = edit.mask.reduce((sum, value) => sum + value, 0);
    edit.mask.forEach((value, position) => {
      masks[position * MAX_EDITS + column] = value;
      maskWeights[position * MAX_EDITS + column] = value / area;
    });
  });
  const commonTokens = new Float32Array(tokens);
  for (const token of request.commonTokens) commonTokens[token] = 1;
  return {
    ...injectionFeeds(request.plan, injected, request.done),
    ...Object.fromEntries(request.sourceMaps.map((map, index) => [sourceMapName(index), map])),
    [SAMPLE]: request.latent,
    [TIMESTEP]: [request.timestep],
    [STATES]: request.states,
    active_edits: active,
    object_tokens: objectTokens,
    object_masks: masks,
    object_scale: [request.objectScale],
    new_tokens: newTokens,
    common_tokens: commonTokens,
    mask_weights: maskWeights,
    oal_weight: [request.weights.oal],
    ccl_weight: [request.weights.ccl],
  };
}
