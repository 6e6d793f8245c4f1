import { variantSheet } from '@dualedit/editor/variant-sheet';
import { decodePicture } from '@dualedit/foundation';
import type { Job, Jobs } from '@dualedit/jobs';
import { fitted, type OutgoingPicture } from './pictures.js';
import type { Say } from './texts.js';

/** How many variants a job has; 0 for one that made none. */
export const countVariants = ({ result }: Pick<Job, 'result'>): number => result?.variants?.length ?? 0;

/** All variants in one picture, numbered, that of the result framed; undefined if there are none (any more). */
export async function variantsPicture(
  jobs: Pick<Jobs, 'pictures'>,
  job: Job,
  limit: number,
): Promise<OutgoingPicture | undefined> {
  if (countVariants(job) === 0) return undefined;
  const stored = await jobs.pictures(job.id, 'variant');
  if (stored.length === 0) return undefined;
  const pictures = await Promise.all(stored.map(({ bytes }) => decodePicture(bytes)));
  return fitted('variants', await variantSheet(pictures, job.result!.chosen ?? 0), limit);
}

/** What is said beside that picture. */
export function sayVariants(say: Say, job: Job): string {
  return say('variants-title', { count: countVariants(job), chosen: (job.result?.chosen ?? 0) + 1 });
}
