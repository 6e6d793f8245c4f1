import { DualeditError, type Edit } from '@dualedit/foundation';
import type { Segmentation } from './instance.js';

/** The error of an edit whose thing is not in the picture: what was missing, and what was seen instead. */
export function notFound({ source, which }: Edit, found: Segmentation): DualeditError {
  const count = (phrase: string) =>
    found.phrases.find((result) => result.phrase === phrase)?.instances.length ?? 0;
  const seen = sightings(found);
  const what = {
    none: `No ${source} was found in the picture.`,
    few: `${count(source)} of "${source}" ${count(source) === 1 ? 'was' : 'were'} found in the picture, not ${which.type === 'ordinal' ? which.ordinal : ''}.`,
    noOwner: `No ${which.type === 'part-of' ? which.owner : ''} was found in the picture whose ${source} it could be.`,
    apart: `No ${source} was found on the ${which.type === 'part-of' ? which.owner : ''}.`,
  }[reason()];

  function reason(): 'none' | 'few' | 'noOwner' | 'apart' {
    if (count(source) === 0) return 'none';
    if (which.type !== 'part-of') return 'few';
    return count(which.owner) === 0 ? 'noOwner' : 'apart';
  }

  return new DualeditError({
    code: 'object-not-found',
    message: seen.length > 0 ? `${what} There is: ${seen.join(', ')}.` : what,
    hint: 'Name what is there, or give the mask of what you mean.',
    received: source,
  });
}

/** What is in the picture, with scores, best first: `cat (0.93)`, `2 × hat (0.88)`. */
function sightings({ phrases, others }: Segmentation): string[] {
  const named = phrases.flatMap(({ phrase, instances }) =>
    instances[0]
      ? [
          {
            name: instances.length > 1 ? `${instances.length} × ${phrase}` : phrase,
            score: instances[0].score,
          },
        ]
      : [],
  );
  return [...named, ...others]
    .toSorted((a, b) => b.score - a.score)
    .map(({ name, score }) => `${name} (${score.toFixed(2)})`);
}
