import {
  type Checks,
  type Mask,
  type MaskSource,
  type Picture,
  type SeenThing,
  uniteMasks,
} from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import type { NoisePath } from '../family/noise-path.js';
import type { InvertedSquare, SquareTrajectory } from '../inversions/inverted-square.js';
import type { MethodResult } from '../methods/method.js';
import type { ProgramUse } from '../programs/programs.js';
import type { EngineRequest, Paste } from './large/full-picture.js';
import type { Zoom } from './large/zoom.js';
import type { OptionalParts } from './optional-parts.js';
import type { ResolvedSettings } from './resolve.js';
import type { EditResult } from './result.js';
import type { TextConditioning, Words } from './words.js';

/** What the model drew, before anything is pasted. */
export interface Drawn {
  /** Of the unedited latent, of the inversion's reconstruction, and of the edited latent. */
  own: Picture;
  reconstruction: Picture;
  edited: Picture;
}

/** How far edits may reach, one mask each. */
export interface Reach {
  /** The thing, and if its shape may change, a little of what is around it. */
  near: Mask[];
  /** If its shape may change, also a wide margin, so that a small cat that becomes a rabbit has a place for its ears. */
  wide: Mask[];
}

/** One request in the making. Each stage of a plan reads what earlier stages wrote. */
export interface Work {
  /** What the stages work with. */
  readonly model: Model;
  readonly parts: OptionalParts;
  readonly maskSource: MaskSource | undefined;
  /** @throws DualeditError `out-of-memory` if a large model with these programs would clearly not fit */
  readonly requireMemory: (programs: readonly ProgramUse[]) => Promise<void>;
  request: EngineRequest;
  readonly resolved: ResolvedSettings;
  /** As planned; what is seen may say more. */
  words: Words;
  readonly path: NoisePath;
  text?: TextConditioning;
  /** Of a large picture, the part that is edited: then it is the picture of the request. */
  zoom?: Zoom;
  /** One per edit, at picture size: given, or found. */
  masks?: Mask[];
  /** All that was seen in the picture; absent if nothing looked. */
  seen?: readonly SeenThing[];
  /** What was seen in the picture and no edit names. */
  unnamed?: SeenThing[] | undefined;
  /** Per edit: names of what goes with a thing that is removed. */
  worn?: string[][];
  /** The whole picture's trajectory, if masks were read from it. */
  trajectory?: SquareTrajectory;
  inverted?: InvertedSquare;
  /** How far the edits may reach. */
  reach?: Reach;
  edited?: MethodResult;
  drawn?: Drawn;
  /** What is seen in the square as the model drew it, at its size; absent if nothing can look. */
  seenDrawn?: readonly SeenThing[] | undefined;
  /** Where each edit was pasted. */
  pasted?: Mask[];
  /** What was pasted for that, one after the other. */
  pastes?: readonly Paste[];
  made?: Pick<EditResult, 'picture' | 'metrics' | 'details'>;
  checks?: Checks;
  /** Of edits that are made in two turns: the work of each. */
  turns?: Work[];
  /** Per edit: by how much stronger it is tried again. */
  factors?: (number | undefined)[];
  retried?: EditResult['retried'];
}

/** The pixels that no edit may change, if there are any: those of things that none names. */
export function protectedPixels({
  request,
  unnamed = [],
}: Pick<Work, 'request' | 'unnamed'>): Mask | undefined {
  return request.protect === false || unnamed.length === 0
    ? undefined
    : uniteMasks(unnamed.map(({ mask }) => mask));
}
