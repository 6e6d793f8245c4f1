import { DualeditError, type NamedThing } from '@dualedit/foundation';
import type { Segmentation } from './instance.js';

/** The error of an edit whose thing is not in the picture: what was missing, and what was seen instead. */
export function notFound(edit: NamedThing, found: Segmentation): DualeditError {
  const seen = sightings(found);
  return new DualeditError({
    code: 'object-not-found',
    message: [missing(edit, found), seen.length > 0 ? `There is: ${seen.join(', ')}.` : guess(edit, found)]
      .filter(Boolean)
      .join(' '),
    hint: 'Name what is there, or give the mask of what you mean.',
    received: edit.source,
  });
}

/** The error of "both cats" where there are one or three. */
export function wrongCount({ source }: NamedThing, wanted: number, count: number): DualeditError {
  return new DualeditError({
    code: 'object-count',
    message: `Expected ${wanted} of "${source}" but the picture has ${count}.`,
    hint: `Say "all" for all of them, or which one, such as "left ${source}".`,
    received: count,
  });
}

function missing({ source, which }: NamedThing, found: Segmentation): string {
  const count = (phrase: string) => resultOf(phrase, found).instances.length;
  if (count(source) === 0) return `No ${source} was found in the picture.`;
  if (which.type === 'part-of') {
    return count(which.owner) === 0
      ? `No ${which.owner} was found in the picture that the ${source} could be of.`
      : `No ${source} was found on the ${which.owner}${which.ownerWhich ? ' that is meant' : ''}.`;
  }
  if (which.type === 'near') {
    return count(which.other) === 0
      ? `No ${which.other} was found in the picture that would tell which ${source} is meant.`
      : `No ${source} was found there: ${which.relation.replaceAll('-', ' ')} the ${which.other}.`;
  }
  const ordinal = which.type === 'ordinal' ? which.ordinal : 1;
  const row = 'row' in which && which.row ? ` in the ${which.row} row` : '';
  return `Number ${ordinal}${row} was asked for, but of "${source}" the picture has ${count(source)}.`;
}

/** Where nothing at all was sure: how near the phrase came. */
function guess({ source }: NamedThing, found: Segmentation): string {
  return `The best guess scored ${resultOf(source, found).bestScore.toFixed(2)}.`;
}

const resultOf = (phrase: string, { phrases }: Segmentation) =>
  phrases.find((result) => result.phrase === phrase)!;

/** What is in the picture, with scores, best first: `cat (0.93)`, `2 × hat (0.88)`. */
function sightings({ phrases, others }: Segmentation): string[] {
  const seen = [...phrases, ...others].flatMap(({ phrase, instances }) => {
    const [best] = instances;
    const name = instances.length > 1 ? `${instances.length} × ${phrase}` : phrase;
    return best ? [{ name, score: best.score }] : [];
  });
  return seen.toSorted((a, b) => b.score - a.score).map(({ name, score }) => `${name} (${score.toFixed(2)})`);
}
