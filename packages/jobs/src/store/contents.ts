import type { Sql } from '../database/database.js';

/**
 * Where the bytes of pictures are, by ids that are never used twice. What is discarded leaves the disk at once,
 * which the bytes of a deleted row do not.
 */
export interface Contents {
  /** Within the transaction that stores the picture's row. */
  write(sql: Sql, job: string, content: string, bytes: Uint8Array): Promise<void>;
  /** The bytes of those that are still there, by id. */
  read(sql: Sql, job: string, contents: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** Removes contents of one job. */
  discard(sql: Sql, job: string, contents: readonly string[]): Promise<void>;
  /** Removes what was written more than `olderThanMs` ago by transactions that came to nothing. */
  tidy(sql: Sql, olderThanMs: number): Promise<void>;
}
