import { formatCommand } from '@dualedit/commands';
import type { Job, Jobs, StoredPicture } from '@dualedit/jobs';
import { pictureGone, type SentFile, slug, typeOf } from '../http/files.js';

/** One of the pictures of an edit, of a role. @throws DualeditError `picture-gone` */
async function pictureOf(
  jobs: Jobs,
  { id }: Job,
  { role, index, about }: { role: StoredPicture['role']; index: number; about: string },
): Promise<StoredPicture> {
  const picture = (await jobs.pictures(id, role)).find((one) => one.index === index);
  if (!picture) throw pictureGone(about);
  return picture;
}

/** The bytes of what an edit made: a variant, or the chosen one. @throws DualeditError `picture-gone` */
export function resultOf(jobs: Jobs, job: Job, index?: number): Promise<StoredPicture> {
  const isVariant = index !== undefined && job.result?.variants !== undefined;
  return pictureOf(jobs, job, {
    role: isVariant ? 'variant' : 'result',
    index: index ?? 0,
    about: 'result',
  });
}

export function inputOf(jobs: Jobs, job: Job): Promise<StoredPicture> {
  return pictureOf(jobs, job, { role: 'input', index: 0, about: 'picture' });
}

/** The mask of an edit: where it is or was edited, as it was found or, when done, pasted. */
export async function maskOf(jobs: Jobs, job: Job, index: number): Promise<StoredPicture> {
  const found = (await jobs.pictures(job.id, 'mask')).find((one) => one.index === index);
  return found ?? givenOf(jobs, job, index);
}

export function givenOf(jobs: Jobs, job: Job, index: number): Promise<StoredPicture> {
  return pictureOf(jobs, job, { role: 'given', index, about: `mask ${index}` });
}

export function keptOf(jobs: Jobs, job: Job, index: number): Promise<StoredPicture> {
  return pictureOf(jobs, job, { role: 'kept', index, about: `kept thing ${index}` });
}

export function previewOf(jobs: Jobs, job: Job): Promise<StoredPicture> {
  return pictureOf(jobs, job, { role: 'preview', index: 0, about: 'preview' });
}

/** A stored picture as a file, named after what was edited. */
export function asFile({ bytes, format }: StoredPicture, job: Job, suffix: string): SentFile {
  const type = typeOf(format);
  return { bytes, type, name: `${nameOf(job)}.${suffix}.${format === 'other' ? 'bin' : format}` };
}

export const nameOf = (job: Job) => slug(formatCommand(job.edits));
