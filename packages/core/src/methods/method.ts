import type { Conditioning } from '../family/conditioning.js';
import type { NoisePath } from '../family/noise-path.js';
import type { Inversion } from '../inversions/inversion.js';
import type { InversionName } from '../inversions/inversions.js';
import type { Trajectory } from '../inversions/trajectory.js';
import type { LossValues } from '../losses/losses.js';
import type { Programs, ProgramUse } from '../programs/programs.js';
import type { CommonSettings } from './common-settings.js';
import type { Score } from './oir/search.js';
import type { Region } from './region.js';
import type { MethodSettings } from './settings.js';

/** What is to be edited: the picture's inversion, its words, its regions. */
export interface Scene<Settings = MethodSettings> {
  programs: Programs;
  path: NoisePath;
  inversion: Inversion;
  /** Of the source prompt and the target prompt; the inversion brings the unconditional embedding. */
  text: {
    source: Conditioning;
    target: Conditioning;
    /** Of the target prompt at each step, if the inversion learned words that it shares. */
    learned?: readonly Conditioning[] | undefined;
  };
  /** For each target token the source token whose attention map it takes, or −1 if it is new. */
  tokenMap: Int32Array;
  /** Positions in the source prompt that both prompts share. */
  commonTokens: readonly number[];
  /** In the order of the edits. */
  regions: readonly Region[];
  /** What the latent begins with where nothing of the original should remain. */
  fresh?: Fresh | undefined;
  /** [height · width] of the latent: 0 outside all regions, inside the strength of the region's edit. */
  latentMask: Float32Array;
  settings: Settings;
  /** Multiplies the strength of every edit: 0…2. */
  strength: number;
  /** Whatever is drawn at random follows from it. */
  seed: number;
  /** How well a latent shows what the edit of a region should, and how little else it changed. Needs a CLIP. */
  score?(latent: Float32Array, region: number): Promise<Score>;
  /** The latent of a picture of one color: red, green and blue, 0…1 each. */
  solid(color: readonly [red: number, green: number, blue: number]): Promise<Float32Array>;
}

/** A latent with noise of its own, for some cells of the latent. */
export interface Fresh {
  /** [channels, height, width] */
  original: Float32Array;
  noise: Float32Array;
  /** [height · width]: 1 where it is used, else 0. */
  cells: Float32Array;
}

/** What a running method reports and obeys. */
export interface Run {
  /** `estimate` returns the latent of the picture that the model means by now (x₀). */
  onStep?: (done: number, total: number, estimate: () => Float32Array) => void | Promise<void>;
  signal?: AbortSignal | undefined;
}

/** The losses in use before the last gradient step of one timestep. */
export interface StepLosses extends LossValues {
  step: number;
  /** Losses of a method's own. */
  [loss: string]: number;
}

export interface MethodResult {
  latent: Float32Array;
  /** What the denoiser was shown, and the result last: entry k is k steps before the end, as in an inversion. */
  trajectory: Trajectory;
  losses: StepLosses[];
  /** Of each edit, how many steps before the picture it began, if the method chose that. */
  depths?: readonly number[];
  /** Latents that the denoiser was run on, and runs of gradients. */
  unetRuns: number;
  gradientRuns: number;
}

/** What a method will run. */
export interface MethodPlan {
  programs: readonly ProgramUse[];
  /** Expected cost of each of its steps, in plain runs of the denoiser. */
  costs: readonly number[];
}

/** A way to edit, with settings of its own. Its file reads like its paper. */
export interface Method<Settings extends CommonSettings = MethodSettings> {
  /** One line for help texts. */
  summary: string;
  /** Where it was published. */
  source: string;
  defaults: Settings;
  /** The inversions that it can start from. The first is used if a request names none. */
  inversions: readonly InversionName[];
  /**
   * Whether each region needs a prompt of its own: of its thing alone (`a red hat`), or the source prompt with no other
   * edit.
   */
  promptsRegions?: 'thing' | 'scene';
  /** Whether it needs {@link Scene.score}, and so a pack with a CLIP. */
  scores?: true;
  /**
   * Whether it begins with {@link Scene.fresh}, so that the place of a removed thing is filled as its surroundings are.
   * Without that, something new is drawn there.
   */
  removes?: true;
  /** @param edits how many are made at once */
  plan(settings: Settings, edits: number): MethodPlan;
  run(scene: Scene<Settings>, run: Run): Promise<MethodResult>;
}
