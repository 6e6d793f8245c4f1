import type { Job } from '@dualedit/jobs';
import type { Log } from './log.js';
import { isForUser } from './texts.js';

/** Logs why a job failed, if its user is told no more than where that stands in the log. */
export function logFailure(log: Log, { id, error }: Job): void {
  if (error && !isForUser(error))
    log.error({ job: id, code: error.code, message: error.message }, 'an edit failed');
}
