import type { Change, Mask, OnProgress, Picture, Pointing, SeenThing } from '@dualedit/foundation';
import type { InversionName } from '../inversions/inversions.js';
import type { MethodName } from '../methods/methods.js';
import type { MethodSettings } from '../methods/settings.js';

export interface MaskRequest {
  picture: Picture;
  /** What changes; each is of one of the kinds of {@link Change}. */
  edits: Change[];
  /**
   * What the picture shows. If absent, it is what the pack's captioner says, or made of what the mask source sees, or
   * composed from the edits.
   */
  prompt?: string;
  /**
   * One per edit: where its thing is, as somebody shows it. A mask source finds its outline; the words of the edit only say
   * what it is.
   */
  pointed?: (Pointing | undefined)[];
  /** Whether things that are seen and that no edit names keep their pixels. Defaults to true. */
  protect?: boolean;
  /** Takes a picture also if it is not of the world that a small model knows. Defaults to false. */
  force?: boolean;
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

export interface EditRequest extends MaskRequest {
  /** One mask per edit, at picture size. An absent one is found from the edit's words; of an insertion, it is its region. */
  masks?: (Mask | undefined)[];
  method?: MethodName;
  /** Defaults to the first that the method can start from: of most `direct`, which is exact, and free once the trajectory to noise is known. */
  inversion?: InversionName;
  /**
   * An inversion that an earlier edit of this picture saved: then it is not repeated, if its prompt names what is edited
   * (see `inversionUnused`).
   */
  inverted?: Uint8Array;
  /** Also return the inversion as one file, for `inverted`. */
  saveInversion?: boolean;
  /**
   * Whether it is made by the pack's model of few steps: a few times faster. What fails so is made again by the other
   * one, unless `retry` is false. Defaults to what the pack says, where a mask source can tell what came of
   * it and neither method, inversion nor settings are asked for. Of a pack that is such a model itself, nothing changes.
   */
  fast?: boolean;
  /** Overrides single numbers of the method. */
  settings?: Partial<MethodSettings>;
  /**
   * Multiplies the strength of every edit: 0…2. Defaults to 1. Below 1 an edit begins later, so that more of
   * the original remains (0: all of it); above 1 guidance and gradient steps grow.
   */
  strength?: number;
  /**
   * What is drawn at random follows from it: the noise of some inversions and methods, and of what is drawn behind a
   * removed thing. 0…2³¹−1. Defaults to 1.
   */
  seed?: number;
  /** Makes the edit by each of these methods and returns the best result, by its checks and by CLIP if the pack has one. */
  choose?: MethodName[];
  /**
   * Makes the edit in so many ways, 1…8, and returns all of them, the best as the result: each method of `choose`, or the
   * usual ones, then the same stronger and softer.
   */
  variants?: number;
  /** Also return what the model itself drew, and where it looked: a few UNet runs more. */
  details?: boolean;
  /**
   * Tiles along a side in which the autoencoder takes the model's picture: less memory, and a picture that differs by a
   * little. Defaults to as few as a quarter of this machine's memory allows: one up to 512 × 512 on most.
   */
  tiles?: number;
  /** Every `previewEvery` steps, progress includes a preview, and which part of the picture it shows. Defaults to never. */
  previewEvery?: number;
  /**
   * Pixels of the picture by which an edit may reach beyond its mask, on all sides. If absent, a new shape may reach as
   * far as it is drawn, and a new color or a given mask with soft edges not at all.
   */
  maskGrow?: number;
  /**
   * Pixels of the picture over which the new fades into the old at the masks' outlines. Defaults to a thin seam; where
   * masks are given, to their own soft edges.
   */
  maskFeather?: number;
  /** Whether an edit that did not come out is tried again in other ways, at most twice. Defaults to true. */
  retry?: boolean;
  /**
   * Called once, before the picture is edited, with the masks of all edits and with the things that keep their pixels.
   * The edit waits for it.
   */
  onMasks?: (masks: readonly Mask[], unnamed: readonly SeenThing[]) => void | Promise<void>;
}
