import { boxIou, type Detection } from './detection.js';

/** Boxes that overlap by this much are of one thing. */
const SAME_THING = 0.7;

/**
 * Drops each detection of a phrase where another phrase, or another name that the model knows, fits the
 * same thing better: a detector asked for a dog sees some dog in every cat. Phrases of which one holds all
 * words of the other (`hat`, `red hat`) may name the same thing and do not compete.
 *
 * @param found one list a phrase of `phrases`, in their order
 */
export function settleNames(
  phrases: readonly string[],
  found: readonly (readonly Detection[])[],
): Detection[][] {
  const words = phrases.map((phrase) => new Set(phrase.split(' ')));
  const rivals = phrases.map((_, mine) =>
    found.filter((_, other) => other !== mine && !isPartOf(words[mine]!, words[other]!)).flat(),
  );
  return found.map((detections, mine) =>
    detections.filter((detection) =>
      rivals[mine]!.every(
        (rival) => rival.score <= detection.score || boxIou(rival.corners, detection.corners) < SAME_THING,
      ),
    ),
  );
}

function isPartOf(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  return [...few].every((word) => many.has(word));
}
