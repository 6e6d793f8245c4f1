import type { Box, Mask } from '@dualedit/foundation';

/** One thing that bears a phrase's name. */
export interface Instance {
  /** At the picture's size, 0 or 255. */
  mask: Mask;
  /** Around the mask. */
  box: Box;
  /** How sure the detector is of the phrase here, 0…1. */
  score: number;
  /** Whether it counts only because it is known to be there: its score is below what counts by itself. */
  isFaint?: boolean;
  /** How it looks, where the pack has words for that: a color, a material, both, or neither. */
  looks?: readonly string[];
}

/** What a phrase was found to name, best first; empty where the picture has no such thing. */
export interface PhraseInstances {
  phrase: string;
  instances: Instance[];
  /** The detector's best score for the phrase anywhere in the picture, also where that is too low to count. */
  bestScore: number;
}

export interface Segmentation {
  /** One a phrase, in the order in which they were asked for. */
  phrases: PhraseInstances[];
  /** Of the names that the pack knows, those that are in the picture and were not asked for. */
  others: PhraseInstances[];
}
