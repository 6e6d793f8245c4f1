import type { Checks, Mask, Picture, SeenThing } from '@dualedit/foundation';
import type { Square } from '../image/square.js';
import type { InversionName } from '../inversions/inversions.js';
import type { StepLosses } from '../methods/method.js';
import type { MethodName } from '../methods/methods.js';
import type { MethodSettings } from '../methods/settings.js';
import type { EditRequest } from './request.js';

/** Where the model looks for something, on the square grid of its ≈16×16 layers: probabilities, row by row. */
export interface AttentionMap {
  width: number;
  height: number;
  data: Float32Array;
}

/** An edit as the model sees it, before anything is pasted into the original. */
export interface EditDetails {
  /** The square of the picture that the model was shown, in its pixels. */
  region: Square;
  /** That square before, as the autoencoder returns it unedited, and edited; at the model's size. */
  seen: Picture;
  reconstruction: Picture;
  edited: Picture;
  /**
   * One map per edit: attention to its target phrase in the edited latents, without injection; summed over
   * the phrase's pieces, averaged over heads, layers and five timesteps.
   */
  attention: AttentionMap[];
}

/** Where things are. */
export interface FoundMasks {
  /** One per edit, at the size of the picture. */
  masks: Mask[];
  /** The things that were seen and that no edit names. */
  unnamed: SeenThing[];
}

/** One of several ways in which an edit was made. */
export interface Variant {
  method: MethodName;
  strength: number;
  picture: Picture;
  checks: Checks;
  /** How well the places of the edits show what they should: a cosine, if the pack has a CLIP. */
  score?: number;
  timings: Record<string, number>;
}

export interface EditResult {
  picture: Picture;
  /** Where each edit was pasted, one per edit: its old thing and its new one, without what was protected. */
  masks: Mask[];
  /** The things that no edit names and that kept their pixels; none where nothing looked, or protection was off. */
  unnamed: SeenThing[];
  /** What came of each edit, and of what was to stay, as seen in the result. */
  checks: Checks;
  /** How the picture was tried again, if it was: the result is the better one. */
  retried?: 'stronger' | 'apart' | 'other-method' | 'many-steps';
  prompts: { source: string; target: string };
  metrics: {
    /** PSNR in dB of the inversion's reconstruction against the picture, before editing, at the model's size. */
    reconstructionPsnr: number;
    /** The same of the autoencoder's own reconstruction, the best that an inversion can reach. */
    autoencoderPsnr: number;
    /** PSNR in dB of the one against the other: what the inversion loses; Infinity where it loses nothing. */
    inversionPsnr: number;
    /** The largest change of a channel in any pixel outside the feathered masks: 0. */
    maxChangeOutside: number;
    /**
     * The share of the pixels beyond the old things and a thin seam that changed by more than 16 levels, 0…1: what a new
     * shape that is larger than the old one takes of its surroundings.
     */
    changedOutside: number;
    /** The share of the pixels of things that no edit names that changed by more than 16 levels, 0…1. */
    changedUnnamed: number;
    losses: StepLosses[];
    /** Of each edit, how many steps before the picture it began, if the method chose that. */
    depths?: readonly number[];
    /** Evaluations of the UNet, a batch of n counted n times, and of its latent gradient. */
    unetRuns: number;
    gradientRuns: number;
  };
  details?: EditDetails;
  /** All ways in which the edit was made, if `choose` or `variants` asked for several, and which is this one. */
  variants?: Variant[];
  chosen?: number;
  /** The inversion as one file in the safetensors format, where `saveInversion` asked for it. */
  inversion?: Uint8Array;
  /** Why the inversion in `inverted` was not used and the picture inverted again, for people to read. */
  inversionUnused?: string;
  /** Seconds by stage. */
  timings: Record<string, number>;
  /**
   * What was asked for, with nothing left open: `edit({ picture, ...config })`, with the same masks where masks were
   * given, returns the same bytes again on the same pack, device and version.
   */
  config: EditConfig;
}

/** The part of a request that decides its result, beside picture and masks, and what it ran on. */
export interface EditConfig
  extends Required<
      Pick<EditRequest, 'edits' | 'prompt' | 'strength' | 'seed' | 'tiles' | 'protect' | 'retry'>
    >,
    Pick<EditRequest, 'maskGrow' | 'maskFeather' | 'fast'> {
  method: MethodName;
  inversion: InversionName;
  settings: MethodSettings;
  /** Where each edit's mask came from. */
  maskFrom: ('given' | 'words')[];
  pack: string;
  device: string;
  /** Of this package and of ONNX Runtime. */
  versions: Record<'dualedit' | 'onnxruntime', string>;
}
