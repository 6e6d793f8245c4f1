import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DualeditError, takeLock } from '@dualedit/foundation';
import { PGlite } from '@electric-sql/pglite';
import { CHANNEL, type Database, type Sql } from './database.js';

/**
 * Opens a database in a folder, in this process alone: a second one is refused, since PGlite itself would
 * let it in and lose what it writes.
 * @throws DualeditError `jobs-folder-taken`, `jobs-folder-unusable`
 */
export async function openEmbedded(path: string): Promise<Database> {
  const folder = resolve(path);
  await mkdir(dirname(folder), { recursive: true });
  const unlock = await takeLock(
    `${folder}.lock`,
    (holder) =>
      new DualeditError({
        code: 'jobs-folder-taken',
        message: `The jobs in ${folder} are in use by ${holder}.`,
        hint: 'Stop that process, choose another folder (DUALEDIT_JOBS), or set DATABASE_URL to a PostgreSQL server, which any number of processes may share.',
        received: folder,
      }),
  );
  try {
    const db = await PGlite.create(folder);
    // A segment of the log that is renamed for later use keeps what was deleted.
    await db.exec('set wal_recycle = off');
    return new Embedded(db, unlock);
  } catch (cause) {
    await unlock();
    throw new DualeditError({
      code: 'jobs-folder-unusable',
      message: `The database in ${folder} cannot be opened: ${(cause as Error).message}.`,
      hint: 'Check that the folder is writable and the disk is not full; a damaged one must be moved away.',
      cause,
    });
  }
}

class Embedded implements Database {
  readonly shared = false;
  private readonly db: PGlite;
  private readonly unlock: () => Promise<void>;

  constructor(db: PGlite, unlock: () => Promise<void>) {
    this.db = db;
    this.unlock = unlock;
  }

  async query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
    return (await this.db.query<Row>(text, values)).rows;
  }

  async script(text: string): Promise<unknown[]> {
    try {
      return (await this.db.exec(text)).at(-1)?.rows ?? [];
    } catch (error) {
      // There is one session; it must not stay in the aborted transaction.
      await this.db.exec('rollback');
      throw error;
    }
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.db.transaction((tx) =>
      work({
        query: async <Row>(text: string, values?: unknown[]) => (await tx.query<Row>(text, values)).rows,
      }),
    );
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  maintain(_: string, work: (sql: Sql) => Promise<void>): Promise<void> {
    return work(this);
  }

  async listen(onMessage: (payload: string) => void): Promise<void> {
    await this.db.listen(CHANNEL, onMessage);
  }

  async answers(): Promise<boolean> {
    return !this.db.closed;
  }

  async close(): Promise<void> {
    await this.db.close();
    await this.unlock();
  }
}
