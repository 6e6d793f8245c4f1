import { DualeditError, factsOf } from '@dualedit/foundation';
import type { JobError } from '../job.js';

/** Why an edit failed, and whether another try may help. An error that is not ours says nothing either way. */
export function judge(error: unknown): { error: JobError; again: boolean } {
  if (DualeditError.is(error)) {
    const { code, message, hint, received } = error;
    const about = typeof received === 'string' ? { received } : {};
    return { error: { code, message, hint, ...about }, again: factsOf(code).retryable };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    error: {
      code: 'internal',
      message: `Something went wrong that should not: ${message}`,
      hint: 'Try again; please report it if it stays so.',
    },
    again: true,
  };
}
