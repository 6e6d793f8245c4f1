import type { Device, SentError } from '@dualedit/core';
import type { Change, Mask, Picture, Pointing, SeenThing } from '@dualedit/foundation';
import type { MaskSourceName } from '../options.js';

/** What the finder's process is started with. */
export interface FinderModels {
  pack: string;
  device: Device;
  maskSource: MaskSourceName;
  captions: boolean;
}

export interface MasksQuestion {
  edits: Change[];
  prompt?: string | undefined;
  force?: boolean | undefined;
}

/** A thing that an edit means. */
export interface FoundThing {
  /** Its index among the edits that were asked for. */
  edit: number;
  mask: Mask;
  /** How sure the finder is of its name, 0…1; absent where nothing says it. */
  score?: number;
  /** Other things that its words could mean, best first. */
  candidates: SeenThing[];
}

/** What was found for the edits of a command. */
export interface FoundThings {
  found: FoundThing[];
  /** Edits whose thing was not found, and why. */
  missing: { edit: number; error: SentError }[];
  /** What else is seen. */
  unnamed: SeenThing[];
}

/** A thing that was pointed at. */
export interface PointedThing {
  mask: Mask;
  /** How sure the model is of its outline, 0…1. */
  score: number;
  /** What it is, if that was seen. */
  name?: string;
}

export type FinderQuestion =
  | { type: 'load'; models: FinderModels }
  /** Has a picture kept under an id. */
  | { type: 'hold'; picture: string; pixels: Picture }
  | { type: 'masks'; picture: string; request: MasksQuestion }
  | { type: 'pointed'; picture: string; pointing: Pointing };

export type ToFinder = (FinderQuestion & { id: number }) | { type: 'abort'; id: number };

export type FromFinder =
  | { id: number; type: 'done'; value?: FoundThings | PointedThing }
  | { id: number; type: 'failed'; error: SentError }
  /** The picture of the question is not held here (any more). */
  | { id: number; type: 'needs-picture' };
