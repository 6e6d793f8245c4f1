import type { Conditioning } from '../family/conditioning.js';
import type { Given, LossContext } from '../losses/loss.js';
import { type InjectionPlan, injectionFeeds } from '../surgery/injection.js';
import { sourceMapFeeds } from '../surgery/injection-from-inputs.js';
import { branchFeeds } from './batch.js';
import type { DenoiserSource } from './denoiser-source.js';
import { GRADIENT, gradientProgram, weightName } from './gradient-program.js';
import { type GradientRecipe, isInside, readsOf, readsTwice } from './gradient-recipe.js';
import { withLossScale } from './loss-scale.js';

/** The reconstruction branch's attention at this timestep, and how it is injected. */
export interface Injected {
  /** As `AttentionMaps.run` returned them. */
  sourceMaps: readonly Float32Array[];
  plan: InjectionPlan;
  /** Fraction of the denoising steps already done, 0…1. */
  done: number;
}

export interface GradientRequest {
  /** [channels, height, width] */
  latent: Float32Array;
  timestep: number;
  /** The text that the latent is read under. */
  text: Conditioning;
  /** Of the source prompt, for losses that read the latent under it too. */
  sourceText?: Conditioning;
  /** For losses that read attention. */
  injected?: Injected;
  /** What a plain run of the reconstruction branch had where the losses read it, as `Observe.run` returned it. */
  observed?: Readonly<Record<string, Float32Array>>;
  about: LossContext;
  /** How much of each loss, by name, is in the gradient. An absent one counts as 0. */
  weights: Readonly<Record<string, number>>;
}

/** Some losses, and the gradient of their weighted sum, of the size of what it is taken with respect to. */
export interface Gradient {
  /** Names of the losses. */
  losses: readonly string[];
  /** Positions of the grid on which `LossEdit.mask` is given. */
  positions: number;
  run(request: GradientRequest): Promise<{ losses: Record<string, number>; gradient: Float32Array }>;
  release(): Promise<void>;
}

export async function compileGradient(source: DenoiserSource, recipe: GradientRecipe): Promise<Gradient> {
  const { program, info } = await source.open(gradientProgram(recipe));
  const { losses, wrt } = recipe;
  const twice = readsTwice(losses);
  const names = losses.map(({ name }) => name);
  const givens = readsOf(losses).filter((read): read is Given => !isInside(read));
  const feedsOf = ({ latent, timestep, text, sourceText, injected, observed, about }: GradientRequest) => {
    const branches = [{ latent, text }, ...(twice ? [{ latent, text: sourceText! }] : [])];
    const own = branchFeeds(source.signature, branches, { timestep, scalarTimestep: info.scalarTimestep });
    const { [source.signature[wrt]]: differentiated, ...others } = own;
    return {
      ...(injected && {
        ...injectionFeeds(injected.plan, info.injected, injected.done),
        ...sourceMapFeeds(injected.sourceMaps),
      }),
      ...observed,
      ...Object.fromEntries(givens.map((given) => [given.given, given.numbers(about, info)])),
      ...others,
      [info.input]: differentiated!,
    };
  };
  return {
    losses: names,
    positions: info.positions,
    run: async (request) => {
      const feeds = feedsOf(request);
      return withLossScale(info.isHalf, async (scale) => {
        const scaled = names.map((name) => [weightName(name), [scale * (request.weights[name] ?? 0)]]);
        const result = await program.run({ ...feeds, ...Object.fromEntries(scaled) });
        return {
          losses: Object.fromEntries(names.map((name) => [name, result[name]![0]!])),
          gradient: scale === 1 ? result[GRADIENT]! : result[GRADIENT]!.map((value) => value / scale),
        };
      });
    },
    release: () => program.release(),
  };
}
