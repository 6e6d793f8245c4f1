import type { Range } from '../phrases.js';
import type { Word } from '../places.js';

/** What one change makes of a source prompt. */
export interface Rewrite {
  /** What of the source prompt is about the change's thing; empty if the prompt does not name one. */
  source: Range;
  /** What of it is taken away; may be empty. */
  removed: Range;
  /** The part that gives way to `text`. */
  cut: Range;
  text: string;
  /** What of `text` is new, and where in it the changed region's phrase begins. */
  added: Range;
  /** Where in the source the phrase goes on behind the cut: `hat` of `blue hat→red`. */
  until: number;
  /** How far before the cut the phrase begins: `big` of `big blue hat→red`. */
  before: number;
  /** An `a` or `an` before it, and what it should be. */
  article?: { word: Word; text: string };
}
