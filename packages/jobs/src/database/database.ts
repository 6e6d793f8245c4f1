import { DualeditError } from '@dualedit/foundation';

/** A connection, or a transaction on one. Values are `$1…`; rows come as objects. */
export interface Sql {
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
}

/**
 * One PostgreSQL dialect, whether the server is a process of its own or embedded in this one. Calls wait for
 * a database that is away, and raise `database-away` when it stays away.
 */
export interface Database extends Sql {
  /** Whether other processes may use it at the same time. */
  readonly shared: boolean;
  /** Runs several statements at once, in one transaction if they say so; the rows of the last. */
  script(text: string): Promise<unknown[]>;
  /** All of `work` or nothing; it is run again when the connection broke, and must do nothing but queries. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /**
   * Runs `work` while no other process runs its own, each in its turn; for what changes the schema. It is run
   * again when the connection broke, and must be such that this does no harm.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs maintenance in a session of its own, whose statements give up within seconds where they would have to
   * wait for a lock. One at a time of each name; the others wait.
   */
  maintain(name: string, work: (sql: Sql) => Promise<void>): Promise<void>;
  /** Hands over what is notified on the channel `dualedit_jobs`; `onGap` when something may have been missed. */
  listen(onMessage: (payload: string) => void, onGap: () => void): Promise<void>;
  /** Whether it answers now; without waiting for one that is away. Never rejects. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

export const CHANNEL = 'dualedit_jobs';

export function databaseAway(where: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'database-away',
    message: `The database at ${where} does not answer: ${(cause as Error).message || (cause as { code?: string }).code}.`,
    hint: 'Nothing that was accepted is lost. Start the server, or check DATABASE_URL, and try again.',
    cause,
  });
}
