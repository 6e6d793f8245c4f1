import type { Conditioning } from '../family/conditioning.js';
import type { NoisePath, Sampling } from '../family/noise-path.js';
import type { Denoise } from '../programs/denoise.js';
import type { Gradient } from '../programs/gradient.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import type { TokenEmbeddings } from '../programs/token-embeddings.js';
import type { Trajectory } from './trajectory.js';

/** What the reconstruction branch is, and what the edit branch is guided with. */
export interface Inversion {
  /** The reconstruction branch's latents; the last is the noise that the edit begins with. */
  trajectory: Trajectory;
  /** The unconditional embedding of each denoising step, the noisiest first. */
  unconditional: readonly Conditioning[];
  /** The source prompt's conditioning of each step, if the inversion learned its own. */
  source?: readonly Conditioning[];
  /**
   * If steps are stochastic, the mean of each step of the reconstruction branch, the noisiest first: [channels, height,
   * width]. What lies between it and the trajectory is the step's noise, which the edit branch shares.
   */
  means?: readonly Float32Array[];
  /** Whose mean that is. Defaults to `ddim`: nothing is added. */
  sampling?: Sampling;
  /**
   * Token embeddings that the inversion learned: at each step, [positions · width], and their positions in the source
   * prompt. Other prompts take them for the tokens that they share.
   */
  learned?: { rows: readonly Float32Array[]; positions: readonly number[] };
  /** Share of the steps, from the first, in which no edit is at work, 0…1. Defaults to 0. */
  begin?: number;
}

/** A thing that the source prompt names and that is to be edited. */
export interface NamedThing {
  /** Positions in the source prompt. */
  noun: readonly number[];
  adjectives: readonly number[];
  /** Its mask on a square grid of `positions` cells, area-averaged: 0…1; and the box around it. */
  maskAt(positions: number): Float32Array;
  boxAt(positions: number): Float32Array;
}

/** The source prompt before it is encoded. */
export interface SourceWords {
  ids: readonly number[];
  things: readonly NamedThing[];
  embeddings(): Promise<TokenEmbeddings>;
}

export interface InversionRequest {
  programs: { denoise(): Promise<Denoise>; gradient(recipe: GradientRecipe): Promise<Gradient> };
  path: NoisePath;
  /** The picture's trajectory to noise under the source prompt, without guidance; its own latent alone if not needed. */
  trajectory: Trajectory;
  /** Of the source prompt and of the empty prompt. */
  text: { source: Conditioning; unconditional: Conditioning };
  /** Of the source prompt at each step, if it was learned. */
  source?: readonly Conditioning[];
  /** For inversions that learn words. */
  words?: SourceWords;
  /** Name of the conditioning input that a gradient by the text is taken by. */
  textInput: string;
  /** Of the edit that will follow: the reconstruction is guided with it too. */
  guidanceScale: number;
  /** Whatever is drawn at random follows from it. */
  seed: number;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** A way to make, of a picture's trajectory to noise, what an edit starts from. */
export interface InversionMethod {
  /** One line for help texts. */
  summary: string;
  /** Whether it starts from the picture's trajectory to noise, or from its latent alone. */
  keepsTrajectory: boolean;
  /** Whether it learns token embeddings of the source prompt. */
  learnsWords?: true;
  /** Whether it draws anything at random. */
  isSeeded?: true;
  /** Expected cost of each step after that, in plain runs of the denoiser. */
  cost: number;
  /** Gradients that it takes. */
  gradients: readonly GradientRecipe[];
  invert(request: InversionRequest): Promise<Inversion>;
}
