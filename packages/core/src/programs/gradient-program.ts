import { type Graph, gradient, type Ops, ops, prune, type Value } from '@dualedit/onnx-autograd';
import type { AttentionOf, Given, Inside, LossGrid, Output } from '../losses/loss.js';
import { type AttentionSite, lossSites } from '../surgery/attention-sites.js';
import { injectedSites } from '../surgery/injection.js';
import { injectFromInputs, type SiteMaps } from '../surgery/injection-from-inputs.js';
import {
  type GradientRecipe,
  gradientName,
  isInside,
  readsAttention,
  readsTwice,
} from './gradient-recipe.js';
import { preciseInput } from './loss-scale.js';
import { type Observable, observed, observedName } from './observed.js';
import type { DenoiserGraph, Recipe } from './recipe.js';

export interface GradientInfo extends LossGrid {
  /** The input that the gradient is taken with respect to: float32, also in a float16 model. */
  input: string;
  isHalf: boolean;
  injected: AttentionSite[];
  /** Whether the export takes one timestep for the whole batch. */
  scalarTimestep: boolean;
}

export const GRADIENT = 'gradient';
export const weightName = (loss: string) => `${loss}_weight`;
/**
 * dL/dx with L = Σₗ wₗ·Lₗ (MDE-Edit, Eq. 7) through one branch alone (no guidance). The graph ends at the last value
 * that a loss reads: what lies behind it is pruned.
 */
export function gradientProgram(recipe: GradientRecipe): Recipe<GradientInfo> {
  const { losses, wrt } = recipe;
  const batch = readsTwice(losses) ? 2 : 1;
  return {
    name: gradientName(recipe),
    batch,
    surgery: (denoiser) => {
      const { graph, signature } = denoiser;
      const o = ops(graph);
      const input = preciseInput(graph, signature[wrt]);
      const { read, grid, injected } = inputsOf(denoiser, o, recipe, { batch, input });
      const values = losses.map((loss) => loss.build(o, mapValues(loss.reads, read) as never));
      const total = values
        .map((value, i) => o.mul(graph.addInput(weightName(losses[i]!.name), 'float32', []), value))
        .reduce((sum, value) => o.add(sum, value));
      const [perEntry] = gradient(graph, total, [input], denoiser.recompute) as [Value];
      // The latent is the same in every entry of the batch; the text is the first entry's.
      const taken =
        wrt === 'latent' ? o.reduceSum(perEntry, { axes: [0], keepDims: true }) : o.slice(perEntry, 0, 0, 1);
      const outputs = values.map((value, i) => graph.addOutput(value, losses[i]!.name));
      outputs.push(graph.addOutput(taken, GRADIENT));
      const scalarTimestep = graph.shape(signature.timestep).length === 0;
      const isHalf = input !== signature[wrt];
      return { graph: prune(graph, outputs), info: { input, isHalf, injected, ...grid, scalarTimestep } };
    },
  };
}

/** What losses may read, as values of the graph. */
function inputsOf(
  denoiser: DenoiserGraph,
  o: Ops,
  { losses, wrt, side, injects = true }: GradientRecipe,
  { batch, input }: { batch: number; input: Value },
) {
  const { graph, signature, sites } = denoiser;
  const injected = injects && readsAttention(losses) ? injectedSites(sites) : [];
  const near = readsAttention(losses) ? lossSites(sites, side) : [];
  const maps = injected.length > 0 ? injectFromInputs(graph, o, { sites: injected, batch }) : [];
  const grid: LossGrid = {
    positions: near[0]?.positions ?? 0,
    tokens: near[0]?.keys ?? 0,
    latent: signature.size,
  };
  const atLossSites = maps.filter(({ site }) => near.includes(site));
  const inputs = new Map<string, Value>();
  const read = (wanted: Inside | Given): Value | Value[] => {
    if (!isInside(wanted)) return inputOnce(graph, inputs, wanted, grid);
    if (isWhole(wanted)) return o.cast(wanted.inside === wrt ? input : signature[wanted.inside], 'float32');
    if (injects) return atLossSites.map((site) => branchOf(site, (wanted as AttentionOf).branch));
    const values = observed(denoiser, o, wanted, side);
    if (wanted.branch !== 'source') return values;
    return values.map((value, i) =>
      inputOnce(graph, inputs, sourceGiven(wanted, i, graph.shape(value)), grid),
    );
  };
  return { read, grid, injected };
}

function inputOnce(graph: Graph, known: Map<string, Value>, wanted: Given, grid: LossGrid): Value {
  const value = known.get(wanted.given) ?? graph.addInput(wanted.given, 'float32', wanted.shape(grid));
  known.set(wanted.given, value);
  return value;
}

const isWhole = (wanted: Inside): wanted is Output =>
  wanted.inside === 'output' || wanted.inside === 'latent';

/** What the reconstruction branch had at the same place, as an input. */
const sourceGiven = (wanted: Observable, index: number, shape: readonly number[]): Given => ({
  given: observedName(wanted, index),
  shape: () => [...shape],
  numbers: () => [],
});

function branchOf(maps: SiteMaps, branch: AttentionOf['branch']): Value {
  const { own, mixed, source, negative } = maps;
  return { edit: own, injected: mixed, source, 'edit under source prompt': negative! }[branch];
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
