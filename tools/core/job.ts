// A job file of reference/: one edit with its picture and masks, in the names of the reference.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeMask, encodePicture, type Mask, type Picture } from '@dualedit/foundation';

/** One edit by its words: what is removed from the source prompt, what is added, and the phrase of the target prompt. */
export interface JobEdit {
  removed: string;
  added: string;
  phrase: string;
  /** A file beside the job. */
  mask: string;
  changes_shape: boolean;
  strength?: number;
}

export interface Job {
  /** A file beside the job. */
  picture: string;
  source: string;
  target: string;
  edits: JobEdit[];
  settings?: Record<string, unknown>;
  inversion?: 'direct' | 'null-text' | 'virtual';
  /** By the pack's denoiser of few steps, whose noise follows from the seed 1. */
  few_steps?: boolean;
}

export interface JobFiles {
  job: Job;
  picture: Uint8Array;
  /** One per edit. */
  masks: Uint8Array[];
}

export async function readJob(file: string): Promise<JobFiles> {
  const beside = (name: string) => readFile(join(dirname(file), name));
  const job: Job = JSON.parse(await readFile(file, 'utf8'));
  const masks = await Promise.all(job.edits.map(({ mask }) => beside(mask)));
  return { job, picture: await beside(job.picture), masks };
}

/** Writes NAME.json, its picture and its masks into a folder. Returns the path of the job. */
export async function writeJob(
  folder: string,
  name: string,
  job: Job,
  { picture, masks }: { picture: Picture; masks: readonly Mask[] },
): Promise<string> {
  await writeFile(join(folder, job.picture), await encodePicture(picture));
  for (const [i, mask] of masks.entries())
    await writeFile(join(folder, job.edits[i]!.mask), await encodeMask(mask));
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(job));
  return file;
}
