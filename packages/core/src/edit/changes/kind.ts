import type { Change, EditCheck, Mask, Picture, SeenThing } from '@dualedit/foundation';
import type { Looked } from '../../seen/looked.js';

/** What is known of a picture when a change needs a mask that no words find. */
export interface Seen {
  picture: Picture;
  /** Everything that was seen; undefined if nothing could look. */
  things: readonly SeenThing[] | undefined;
}

/** What one change may be pasted from and to, in masks of the whole picture. */
export interface Pasting {
  /** How far it may reach: a little, and as far as a new shape needs. */
  near: Mask;
  wide: Mask;
  /** The old thing's mask, with what is left of its outline. */
  outlined: Mask;
  /** Where a thing of that name was drawn; undefined if nobody sees one. */
  drawnAs(phrase: string): Mask | undefined;
}

/** How a change's region is drawn. */
export interface Drawing {
  /**
   * What of the original's attention it takes: `all` keeps its shape, `layout` takes its layout in the first steps,
   * `none` is as if nothing had been there.
   */
  attention: 'all' | 'layout' | 'none';
  /**
   * What its latent begins with: the original's noise, the same without what still shows of the original in it, or
   * what its surroundings make of it with noise of its own.
   */
  from: 'original' | 'noise' | 'surroundings';
  /** Its strength if nobody says one, 0…1: below 1 it begins later. */
  strength: number;
  /** Whether what the prompt says of other things does not act in it. */
  mutesOthers: boolean;
  /** Whether losses move it. */
  losses: boolean;
}

/** Names of things. */
export interface LookedFor {
  /** What should be there now. */
  fresh: string[];
  /** What should be there no more, or stay. */
  old: string[];
}

/** What one kind of change is to the engine. A kind is added by adding a file, and its name to `kinds.ts`. */
export interface ChangeKind<C extends Change = Change> {
  /** Its mask, if it is not given and no words find it. */
  maskFrom?(change: C, seen: Seen): Mask;
  /**
   * How far it may reach beyond its mask: not at all, over a thin seam, or as far as a new shape needs. `behind` is its
   * mask too, and what others reach of it.
   */
  reach: 'mask' | 'seam' | 'margin' | 'behind';
  drawing: Drawing;
  /** What to look for in what was drawn and in the result. */
  looksFor(change: C): LookedFor;
  /** Where it is pasted. */
  paste(change: C, pasting: Pasting): Mask;
  /** What its strength is multiplied by for a second try after such an outcome; if absent, it is tried stronger. */
  again?(check: EditCheck): number | undefined;
  /** What came of it. */
  check(change: C, looked: Looked): EditCheck;
}
