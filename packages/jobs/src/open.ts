import type { Jobs } from './jobs.js';
import type { Limits } from './limits.js';

export interface JobsOptions {
  /** A PostgreSQL server's address; `DATABASE_URL` unless given. */
  databaseUrl?: string;
  /**
   * Folder of the embedded database where there is no server: `DUALEDIT_JOBS`, or a folder of the user's data
   * unless given. One process at a time.
   */
  folder?: string;
  /** Where they differ from {@link DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** How often a job may be started before it has failed for good; 3 unless given. */
  tries?: number;
  /** How long a finished job's pictures are kept, in hours; 24 unless given. An undelivered job's, seven days at least. */
  keepPicturesHours?: number;
  /** How long the rest of a finished job is kept, in days; 30 unless given. */
  keepJobsDays?: number;
  /** After how long without a sign of life a worker or front end counts as dead, in seconds; 15 unless given. */
  leaseSeconds?: number;
  /** How long a call waits for a database that is away, in seconds; 30 unless given. */
  patienceSeconds?: number;
}

/**
 * Opens the store: on a PostgreSQL server where there is one, else on a folder. Creates what is missing.
 * @throws DualeditError `jobs-folder-taken` (by which process), `database-away`, `database-refused`
 */
export async function openJobs(_options: JobsOptions = {}): Promise<Jobs> {
  throw new Error('in the making');
}
