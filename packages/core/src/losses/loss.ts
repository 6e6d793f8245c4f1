import type { Ops, Value } from '@dualedit/onnx-autograd';
import type { LatentSize } from '../family/signature.js';

/** Cross-attention probabilities, each [1, heads, positions, tokens]. */
export interface AttentionOf {
  inside: 'cross-attention';
  /** Which sites: those nearest to the recipe's side if absent, or all up to 32×32. */
  sites?: 'all';
  /**
   * `edit`: the edit latent under the target prompt. `injected`: the same after injection. `source`: the
   * reconstruction branch. `edit under source prompt`: the edit latent read under the source prompt.
   */
  branch: 'edit' | 'injected' | 'source' | 'edit under source prompt';
}

/** Self-attention probabilities up to 32×32, each [1, heads, positions, positions]. */
export interface SelfAttentionOf {
  inside: 'self-attention';
  branch: 'edit' | 'source';
}

/** What some layers return: [1, positions, channels] of self-attention, [1, channels, height, width] of a block. */
export interface FeaturesOf {
  inside: 'features';
  of: 'decoder self-attention' | 'last block';
  branch: 'edit' | 'source';
}

/** The model output, or the latent; float32, [1, channels, height, width]. */
export interface Output {
  inside: 'output' | 'latent';
}

/** Something inside the denoiser that a loss reads; a program exposes just what its losses read. */
export type Inside = AttentionOf | SelfAttentionOf | FeaturesOf | Output;

/** An input beside latent and text. Losses that read the same one share it. */
export interface Given {
  /** Name of the graph's input. */
  given: string;
  shape(grid: LossGrid): number[];
  /** As many numbers as `shape` holds. */
  numbers(about: LossContext, grid: LossGrid): ArrayLike<number>;
}

/** Sizes that a loss's inputs are made for. */
export interface LossGrid {
  /** Positions and tokens of the attention maps at the loss sites; 0 if no loss of the program reads them. */
  positions: number;
  tokens: number;
  latent: LatentSize;
}

/** What one edit means to the losses. */
export interface LossEdit {
  /** Positions in the target prompt: all pieces of its phrase, and those that are new. */
  objectTokens: readonly number[];
  newTokens: readonly number[];
  /** Positions in the source prompt of what the edit takes away. */
  removedTokens: readonly number[];
  /** [positions]: the area-averaged mask Sᵢ at the loss resolution, 0…1, not all 0. */
  mask: Float32Array;
}

/** Where the inputs of losses get their numbers from. */
export interface LossContext {
  edits: readonly LossEdit[];
  /** Positions in the source prompt that both prompts share. */
  commonTokens: readonly number[];
  /** Settings of the losses by name, such as `objectScale`. */
  settings: object;
  /**
   * For losses on the model output: the value that latent × `latentFactor` + output × `factor` should reach, [channels,
   * height, width], where a loss reads the latent at all.
   */
  goal?: { wanted: Float32Array; factor: number; latentFactor?: number };
  /** [height · width]: 1 where no edit is, else 0. */
  background?: Float32Array;
}

type Reads = Readonly<Record<string, Inside | Given>>;

/** One value per site for what is read of a branch, else one value. */
type ValuesOf<R extends Reads> = {
  [K in keyof R]: R[K] extends { branch: string } ? readonly Value[] : Value;
};

/** A scalar that is built into a denoiser's graph, and what it reads. */
export interface Loss<R extends Reads = Reads> {
  /** Also the name of its output, and of its weight in settings. */
  name: string;
  /** Where it was published. */
  source: string;
  reads: R;
  /** Its own settings with their defaults; they are part of a method's settings. */
  settings?: Readonly<Record<string, number>>;
  build(ops: Ops, read: ValuesOf<R>): Value;
}

/** Checks that `build` reads what `reads` declares; the result can be kept with losses of other inputs. */
export function defineLoss<
  const R extends Reads,
  const S extends Readonly<Record<string, number>> = Record<never, never>,
>(loss: Loss<R> & { settings?: S }): Omit<Loss, 'settings'> & { settings: S } {
  return loss as unknown as Omit<Loss, 'settings'> & { settings: S };
}

/** Attention of one branch, for `reads`. */
export const attention = <B extends AttentionOf['branch']>(branch: B) =>
  ({ inside: 'cross-attention', branch }) as const;
