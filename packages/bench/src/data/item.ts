import type { Edit, Mask, Picture, Removal } from '@dualedit/foundation';

/** One picture and what should become of it. */
export interface BenchItem {
  /** Unique in its data set. */
  id: string;
  /** The group that means are taken over, such as `overlapping`. */
  split: string;
  /** What the picture shows; composed from the edits when absent. */
  prompt?: string;
  /** What it should show. */
  targetPrompt: string;
  edits: (Edit | Removal)[];
  load(): Promise<LoadedItem>;
}

export interface LoadedItem {
  picture: Picture;
  /** One per edit, at the picture's size. */
  masks: Mask[];
  /** Where the answer is known: in drawn worlds. */
  truth?: Truth;
}

/** The true answer to the edits. */
export interface Truth {
  picture: Picture;
  /** One per edit: where the edited object is afterwards. */
  masks: Mask[];
  objects: TrueObject[];
  /** What was removed, and where it was seen. */
  removed?: { noun: string; before: Mask }[];
}

/** An object of the true answer. */
export interface TrueObject {
  noun: string;
  /** `natural` where it has none of its own. */
  color: string;
  /** The seen part, before and after. */
  before: Mask;
  after: Mask;
  /** What an edit changes about it. */
  changes: { noun: boolean; color: boolean };
}

/** A data set, and what of it cannot be used. */
export interface BenchData {
  name: string;
  items: BenchItem[];
  /** Entries that are left out, and why. */
  skipped: { id: string; reason: string }[];
}
