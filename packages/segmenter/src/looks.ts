import type { Box } from '@dualedit/foundation';
import { boxIou, type Corners, type Detection } from './detectors/detection.js';

/** What kinds of looks a detector was taught, such as colors and materials: a thing has at most one of each. */
export type LookFamilies = readonly (readonly string[])[];

/** The phrase that asks for a thing of a look. */
export const lookPhrase = (look: string, name: string): string => `${look} ${name}`;

/** A box belongs to a thing if it overlaps the thing's own box by this much. */
const SAME_THING = 0.5;

/**
 * The looks of the thing in a box: of each family the one that the detector sees there best, if it sees any.
 * @param scored the boxes of a phrase
 * @param threshold what a score must reach to count
 */
export function looksIn(
  { left, top, width, height }: Box,
  { name, families }: { name: string; families: LookFamilies },
  { scored, threshold }: { scored: (phrase: string) => readonly Detection[]; threshold: number },
): string[] {
  const corners: Corners = [left, top, left + width, top + height];
  return families.flatMap((family) => {
    const seen = family.map((look) => ({
      look,
      score: scored(lookPhrase(look, name)).reduce(
        (best, box) => (box.score > best && boxIou(box.corners, corners) >= SAME_THING ? box.score : best),
        0,
      ),
    }));
    const best = seen.reduce((a, b) => (b.score > a.score ? b : a));
    return best.score >= threshold ? [best.look] : [];
  });
}
