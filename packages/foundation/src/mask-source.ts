import type { NamedThing } from './edit.js';
import type { Mask } from './mask.js';
import type { Box, Picture } from './picture.js';

/** The name of a thing that was seen and that nothing here has a word for. */
export const NAMELESS = '';

/** A thing that was seen in a picture. */
export interface SeenThing {
  /** What it is, such as `hat`; {@link NAMELESS} if the source has no word for it. */
  name: string;
  /** Where it is, at the picture's size; no pixel is of two things. */
  mask: Mask;
  /** How sure the finder is of the name, 0…1. */
  score: number;
  /** Whether the finder counts it only because it was told to expect it: it may be something else. */
  isFaint?: boolean;
  /** Its color and what it is made of, where the source has words for them: `['red', 'striped']`. */
  looks?: readonly string[];
}

/** Something that stands out in a picture, at the picture's size. */
export interface Segment {
  mask: Mask;
  /** How sure the finder is of its outline, 0…1. */
  score: number;
}

/** A point in pixels of the picture, of the thing or, if `inside` is false, of what is around it. */
export interface PointPrompt {
  x: number;
  y: number;
  inside: boolean;
}

/** Where the thing of an edit is, as somebody shows it. */
export interface Pointing {
  /** Tight around the thing. */
  box?: Box | undefined;
  /** At least one of them inside the thing, unless there is a box. */
  points?: readonly PointPrompt[] | undefined;
}

/** What to find in a picture. */
export interface FindRequest {
  /** What is asked for the masks of. May be empty. */
  edits: readonly NamedThing[];
  /** One per edit: where its thing is, instead of what its words say. */
  pointed?: readonly (Pointing | undefined)[];
  /** Names to look for beyond those of the edits, and beyond those that the source knows by itself. */
  names?: readonly string[];
  /** Names of things that should be there: the source may be less sure of those. */
  expected?: readonly string[];
  signal?: AbortSignal;
}

/** What was found in a picture. */
export interface Found {
  /** One mask per edit, in their order. */
  masks: Mask[];
  /** Everything that was seen, each thing once, those that the edits mean included. */
  things: SeenThing[];
}

/** Anything that can say where things are in a picture. */
export interface MaskSource {
  /** @throws DualeditError `object-not-found` if an edit's thing is not in the picture, `mask-empty` if none is pointed at */
  find(picture: Picture, request: FindRequest): Promise<Found>;
  /**
   * Returns what stands out in a picture at the places that a mask marks, whatever it is: things, parts of things, and
   * several in one. They may overlap, and reach beyond the mask. Absent if the source sees only what it has words for.
   */
  segments?(picture: Picture, within: Mask, options?: { signal?: AbortSignal }): Promise<Segment[]>;
}
