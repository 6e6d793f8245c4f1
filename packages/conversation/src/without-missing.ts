import { changeName, DualeditError } from '@dualedit/foundation';
import type { Job, Jobs } from '@dualedit/jobs';
import type { Log } from './log.js';

/** Everything that a failed job did not find, if there is more than its error names. */
export function allMissing({ address, error }: Job): string[] | undefined {
  const before = (address.missing ?? []) as string[];
  if (error?.code !== 'object-not-found' || error.received === undefined || before.length === 0)
    return undefined;
  return [...new Set([...before, error.received])];
}

/**
 * A job that failed because one of its things is not in the picture goes on with the others, to the same address,
 * whose `missing` names what was left out.
 * @returns whether it does; false also where the limits refuse the rest
 */
export async function withoutMissing({ jobs, log }: { jobs: Jobs; log: Log }, job: Job): Promise<boolean> {
  const missing = job.error?.code === 'object-not-found' ? job.error.received : undefined;
  const edits = job.edits.filter((edit) => changeName(edit) !== missing);
  if (missing === undefined || edits.length === 0 || edits.length === job.edits.length) return false;
  const before = job.address.missing as string[];
  try {
    await jobs.enqueue({
      user: job.user,
      address: { ...job.address, missing: [...before, missing] },
      key: `without:${job.id}`,
      picture: { job: job.id, picture: 'input' },
      command: job.command,
      edits,
      options: job.options,
      priority: job.priority,
      continues: job.id,
    });
    return true;
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    log.warn({ err: error, job: job.id }, 'the rest of an edit could not be queued');
    return false;
  }
}
