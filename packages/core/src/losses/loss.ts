import type { Ops, Value } from '@dualedit/onnx-autograd';
import type { LatentSize } from '../family/signature.js';

/** Cross-attention probabilities at the loss sites, each [1, heads, positions, tokens]. */
export interface AttentionOf {
  inside: 'cross-attention';
  /**
   * `edit`: the edit latent under the target prompt. `injected`: the same after injection. `source`: the
   * reconstruction branch. `edit under source prompt`: the edit latent read under the source prompt.
   */
  branch: 'edit' | 'injected' | 'source' | 'edit under source prompt';
}

/** The model output, float32, [1, channels, height, width]. */
export interface Output {
  inside: 'output';
}

/** Something inside the denoiser that a loss reads; a program exposes just what its losses read. */
export type Inside = AttentionOf | Output;

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
  /** For losses on the model output: the value that output × `factor` should reach, [channels, height, width]. */
  goal?: { wanted: Float32Array; factor: number };
}

type Reads = Readonly<Record<string, Inside | Given>>;

/** One value per attention site for attention, else one value. */
type ValuesOf<R extends Reads> = { [K in keyof R]: R[K] extends AttentionOf ? readonly Value[] : Value };

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
