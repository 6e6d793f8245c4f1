import { boxIou, type Detection, suppress } from './detection.js';

/** Boxes that overlap by this much are of one thing. */
const SAME_THING = 0.7;
/** Where several things are known to be there, a detection counts from this share of the threshold on… */
export const FAINT = 0.5;
/** …and of the score of the best of its kind, for things of one kind score alike… */
const ALIKE = 0.5;
/** …unless another name fits its thing better than this share says. */
const FAINT_RIVAL = 0.7;

export interface CountOptions {
  /** What a score must reach to count. */
  scoreThreshold: number;
  /** Of two boxes for one phrase that overlap by more, the better one stays. */
  nmsIou: number;
  /** Of which phrases more than one thing is known to be there: who says "the left cat" sees several. */
  several: readonly boolean[];
}

/**
 * Of all boxes, those that count as things of each phrase, best first: sure ones, one a thing, that no other
 * phrase fits better; where several are known to be there, also faint ones.
 *
 * @param scored one list a phrase of `phrases`, in their order
 */
export function countDetections<D extends Detection>(
  phrases: readonly string[],
  scored: readonly (readonly D[])[],
  { scoreThreshold, nmsIou, several }: CountOptions,
): D[][] {
  const above = (share: number) =>
    scored.map((boxes) =>
      suppress(
        boxes.filter(({ score }) => score >= share * scoreThreshold),
        nmsIou,
      ),
    );
  const sure = settleNames(phrases, above(1));
  const faint = settleNames(phrases, above(FAINT), FAINT_RIVAL);
  return sure.map((things, i) => {
    const [best] = several[i] ? faint[i]! : [];
    if (!best) return things;
    return faint[i]!.filter((box) => things.includes(box) || box.score >= ALIKE * best.score);
  });
}

/**
 * Drops each detection of a phrase where another phrase, or another name that the model knows, fits the
 * same thing better: a detector asked for a dog sees some dog in every cat. Phrases of which one holds all
 * words of the other (`hat`, `red hat`) may name the same thing and do not compete.
 *
 * @param found one list a phrase of `phrases`, in their order
 * @param weight what a rival's score is multiplied by
 */
export function settleNames<D extends Detection>(
  phrases: readonly string[],
  found: readonly (readonly D[])[],
  weight = 1,
): D[][] {
  const words = phrases.map((phrase) => new Set(phrase.split(' ')));
  const rivals = phrases.map((_, mine) =>
    found.filter((_, other) => other !== mine && !isPartOf(words[mine]!, words[other]!)).flat(),
  );
  return found.map((detections, mine) =>
    detections.filter((detection) =>
      rivals[mine]!.every(
        (rival) =>
          weight * rival.score <= detection.score || boxIou(rival.corners, detection.corners) < SAME_THING,
      ),
    ),
  );
}

function isPartOf(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  return [...few].every((word) => many.has(word));
}
