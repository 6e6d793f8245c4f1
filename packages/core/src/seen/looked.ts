import type { Mask, Picture, SeenThing } from '@dualedit/foundation';
import type { Palette } from '../pack/pack.js';

/** One edit's part of a result, in squares of one size. */
export interface Looked {
  before: Picture;
  after: Picture;
  /** Where the old thing was, and where the edit was pasted. */
  old: Mask;
  area: Mask;
  /** What is seen in the result; absent if nothing could look. */
  things: readonly SeenThing[] | undefined;
  /** The color names that the model knows; all basic ones if it knows more. */
  colors: readonly string[] | undefined;
  /** How things look in each color, if that is known. */
  palette?: Palette | undefined;
  /** The materials that the model knows, if it was taught a few. */
  materials?: readonly string[] | undefined;
  /** The backgrounds that the pack's CLIP knows, and the one that it sees in the result, if it is sure. */
  background?: { known: readonly string[]; named: string | undefined } | undefined;
}
