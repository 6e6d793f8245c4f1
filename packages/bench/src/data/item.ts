import type { BackgroundChange, Edit, Mask, Picture, Removal } from '@dualedit/foundation';

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
  edits: (Edit | Removal | BackgroundChange)[];
  load(): Promise<LoadedItem>;
}

export interface LoadedItem {
  picture: Picture;
  /** One per edit, at the picture's size. */
  masks: Mask[];
  /** Whether these masks are of all edits together, so that the editor has to find each edit's own. */
  findsMasks?: boolean;
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
  /** One per edit: what it asks for. Absent if the data set does not say. */
  edits?: TrueEdit[];
}

/** What an edit asks for, so that a judge can say whether it came out. */
export type TrueEdit =
  | {
      kind: 'object' | 'color' | 'material';
      /** Its thing, in `objects`. */
      object: number;
      /** What the thing should be; what is absent was not asked for. */
      asks: Partial<Looks>;
    }
  | { kind: 'removal'; noun: string; place: Mask }
  | {
      kind: 'background';
      background: string;
      /** The true answer in front of each background of the world, by name. */
      renderings: ReadonlyMap<string, Picture>;
    };

/** What a judge says of a thing. */
export interface Looks {
  noun: string;
  /** `natural` where it has none of its own. */
  color: string;
  /** `plain` where it has none. */
  material: string;
}

/** An object of the true answer. */
export interface TrueObject extends Looks {
  /** The seen part, before and after. */
  before: Mask;
  after: Mask;
  /** What an edit changes about it. */
  changes: { noun: boolean; color: boolean; material: boolean };
}

/** A data set, and what of it cannot be used. */
export interface BenchData {
  name: string;
  items: BenchItem[];
  /** Entries that are left out, and why. */
  skipped: { id: string; reason: string }[];
}
