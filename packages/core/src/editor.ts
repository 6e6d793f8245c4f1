import type { Edit, Mask, MaskSource, OnProgress, Picture } from '@dualedit/foundation';
import type { Region } from './image/region.js';
import type { InversionName } from './inversion/inversions.js';
import type { StepLosses } from './methods/mde-edit.js';
import type { MethodName, MethodSettings } from './methods/settings.js';
import type { Device } from './model/device.js';

export interface MaskRequest {
  image: Picture;
  edits: Edit[];
  /** What the picture shows; composed from the edits when absent. */
  prompt?: string;
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

export interface EditRequest extends MaskRequest {
  /** One mask an edit, at picture size; where one is absent it is found from the edit's words. */
  masks?: (Mask | undefined)[];
  method?: MethodName;
  /** `direct` unless given: exact, and the only one that costs nothing beside the walk to noise. */
  inversion?: InversionName;
  /**
   * An inversion that an earlier edit of this picture saved: then it is not repeated, if its prompt names what is edited
   * (see `inversionUnused`).
   */
  inverted?: Uint8Array;
  /** Also return the inversion as one file, for `inverted`. */
  saveInversion?: boolean;
  /** Overrides single numbers of the method. */
  settings?: Partial<MethodSettings>;
  /**
   * Multiplies the strength of every edit: 0…2, 1 unless given. Below 1 an edit begins later, so that more of
   * the original remains (0: all of it); above 1 guidance and gradient steps grow.
   */
  strength?: number;
  /** Also return what the model itself drew, and where it looked: a few UNet runs more. */
  details?: boolean;
  /**
   * Tiles along a side in which the autoencoder takes the model's picture: less memory, and a picture that differs by a
   * little. Unless given, as few as a quarter of this machine's memory allows: one up to 512 × 512 on most.
   */
  tiles?: number;
  /** Every so many steps, progress brings a preview: the region as the model means it by now; never unless given. */
  previewEvery?: number;
}

/** Where the model looks for something, on the square grid of its ≈16×16 layers: probabilities, row by row. */
export interface AttentionMap {
  width: number;
  height: number;
  data: Float32Array;
}

/** An edit as the model sees it, before anything is pasted into the original. */
export interface EditDetails {
  /** The square of the picture that the model was shown. */
  region: Region;
  /** That square before, as the autoencoder returns it unedited, and edited; at the model's size. */
  seen: Picture;
  reconstruction: Picture;
  edited: Picture;
  /**
   * One map an edit: attention to its target phrase in the edited latents, without injection; summed over
   * the phrase's pieces, averaged over heads, layers and five timesteps.
   */
  attention: AttentionMap[];
}

export interface EditResult {
  picture: Picture;
  /** The masks that were used, one an edit: grown where a shape may change, settled where they overlapped. */
  masks: Mask[];
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
    losses: StepLosses[];
    /** Evaluations of the UNet, a batch of n counted n times, and of its latent gradient. */
    unetRuns: number;
    gradientRuns: number;
  };
  details?: EditDetails;
  /** The inversion as one file in the safetensors format, where `saveInversion` asked for it. */
  inversion?: Uint8Array;
  /** Why the inversion in `inverted` was not used and the picture inverted again, for people to read. */
  inversionUnused?: string;
  /** Seconds by stage. */
  timings: Record<string, number>;
  /**
   * What was asked for, with nothing left open: `edit({ image, ...config })`, with the same masks where masks were
   * given, returns the same bytes again on the same pack, device and version.
   */
  config: EditConfig;
}

/** The part of a request that decides its result, beside picture and masks, and what it ran on. */
export interface EditConfig extends Required<Pick<EditRequest, 'edits' | 'prompt' | 'strength' | 'tiles'>> {
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

/** One loaded pack, ready for pictures. Requests are served one at a time, in order. */
export interface Editor {
  /**
   * Changes what `edits` say inside their masks, and no byte elsewhere.
   * @throws DualeditError see the package's README for the codes
   */
  edit(request: EditRequest): Promise<EditResult>;
  /** Where the things named by the edits are, one mask an edit. */
  masks(request: MaskRequest): Promise<Mask[]>;
  /** Frees the models' memory once the requests so far are done; the next request loads them again. */
  release(): Promise<void>;
  /** Stops what is under way and frees all memory. A later request starts afresh. */
  close(): Promise<void>;
}

export interface EditorOptions {
  /** Folder of a model pack; the embedded one unless given. */
  pack?: string;
  device?: Device;
  /** Finds masks from words; the diffusion model's own attention unless given. */
  maskSource?: MaskSource;
  /** Whether results are withheld that the pack's safety checker flags; an error at loading where it has none. */
  safetyCheck?: boolean;
  /** Whether the pack's captioner, if it has one, says what a picture shows where no prompt does; true unless given. */
  captions?: boolean;
}
