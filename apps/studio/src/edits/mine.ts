import { DualeditError } from '@dualedit/foundation';
import type { Job, Jobs, User } from '@dualedit/jobs';

/** A user's own edit. Those of others do not exist for them. @throws DualeditError `job-unknown` */
export async function mine(jobs: Jobs, user: User, id: string): Promise<Job> {
  const job = await jobs.get(id);
  if (job.user.frontEnd === user.frontEnd && job.user.id === user.id) return job;
  throw unknown(id);
}

function unknown(id: string): DualeditError {
  return new DualeditError({
    code: 'job-unknown',
    message: `There is no edit "${id}".`,
    hint: 'GET /v1/edits lists those that there are.',
    received: id,
  });
}
