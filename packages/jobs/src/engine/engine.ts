import PgBoss from 'pg-boss';
import type { Database, Sql } from '../database/database.js';

/** pg-boss's tables live apart from ours. */
const SCHEMA = 'dualedit_boss';
const TABLE = `${SCHEMA}.job`;

export const EDITS = 'edit';
/** The queue of finished jobs that wait for a front end. */
export const deliveriesTo = (frontEnd: string) => `deliver-${frontEnd}`;

export interface Ticket {
  id: string;
  /** How often it was started before, without having been given back. */
  earlierTries: number;
}

export interface SendOptions {
  id: string;
  /** Higher first; equals in the order of their creation. */
  priority?: number;
  tries: number;
  leaseSeconds: number;
  /** Whether the pause after a failed try doubles, from one second on. */
  backoff: boolean;
}

/**
 * The queues: pg-boss's tables and statements, used within our own transactions. Its loops are left aside:
 * they swallow a database's errors, do not await the outcome's storing and know no heartbeat; what is here
 * in SQL (leases, giving back) is what it lacks. docs/decisions/ says more.
 */
export class Engine {
  private readonly boss: PgBoss;
  private readonly known = new Map<string, Promise<void>>();

  private constructor(database: Database) {
    this.boss = new PgBoss({
      db: {
        executeSql: async (text: string, values: unknown[]) => ({
          rows: values?.length ? await database.query(text, values) : await database.script(text),
        }),
      },
      schema: SCHEMA,
      supervise: false,
      schedule: false,
      migrate: true,
    });
  }

  static async start(database: Database): Promise<Engine> {
    const engine = new Engine(database);
    await engine.boss.start();
    await engine.ensure(EDITS);
    return engine;
  }

  /** Creates a queue where it does not exist; a queue is a table, so this is no part of a transaction. */
  ensure(queue: string): Promise<void> {
    const known = this.known.get(queue) ?? this.boss.createQueue(queue);
    this.known.set(queue, known);
    known.catch(() => this.known.delete(queue));
    return known;
  }

  async send(sql: Sql, queue: string, options: SendOptions): Promise<void> {
    const { id, priority = 0, tries, leaseSeconds, backoff } = options;
    await this.boss.send(
      queue,
      {},
      {
        id,
        priority,
        retryLimit: tries - 1,
        retryDelay: backoff ? 1 : 0,
        retryBackoff: backoff,
        expireInSeconds: leaseSeconds,
        db: through(sql),
      },
    );
  }

  /** Takes the next one, under a lease from now on. */
  async claim(sql: Sql, queue: string): Promise<Ticket | undefined> {
    // It swallows the error of a broken statement; the transaction's next one raises it again.
    const [row] = await this.boss.fetch(queue, { batchSize: 1, includeMetadata: true, db: through(sql) });
    return row && { id: row.id, earlierTries: row.retryCount };
  }

  /** Locks the ticket, whatever its state: first of all locks, so that no two transactions wait for each other. */
  async lock(sql: Sql, queue: string, id: string): Promise<void> {
    await sql.query(`select 1 from ${TABLE} where name = $1 and id = $2 for update`, [queue, id]);
  }

  async renewLease(sql: Sql, queue: string, id: string): Promise<void> {
    await sql.query(
      `update ${TABLE} set started_on = now() where name = $1 and id = $2 and state = 'active'`,
      [queue, id],
    );
  }

  async complete(sql: Sql, queue: string, id: string): Promise<void> {
    await this.boss.complete(queue, id, {}, { db: through(sql) });
  }

  /** Ends a try. @returns whether there will be another */
  async failTry(sql: Sql, queue: string, id: string): Promise<boolean> {
    const db = through(sql);
    await this.boss.fail(queue, id, {}, { db });
    return (await this.boss.getJobById(queue, id, { db, includeArchive: false }))?.state === 'retry';
  }

  async cancel(sql: Sql, queue: string, id: string): Promise<void> {
    await this.boss.cancel(queue, id, { db: through(sql) });
  }

  /** Puts an active one back as if it had not been started, to be taken after `seconds`. */
  async giveBack(sql: Sql, queue: string, id: string, seconds = 0): Promise<void> {
    await sql.query(
      `update ${TABLE} set state = 'created', started_on = null, start_after = now() + $3 * interval '1 s'
       where name = $1 and id = $2 and state = 'active'`,
      [queue, id, seconds],
    );
  }

  async remove(sql: Sql, queue: string, id: string): Promise<void> {
    await this.boss.deleteJob(queue, id, { db: through(sql) });
  }

  /** One whose lease has run out, locked; `everyone`: any active one, for a database that is ours alone. */
  async lost(sql: Sql, everyone: boolean): Promise<{ queue: string; id: string } | undefined> {
    const [row] = await sql.query<{ queue: string; id: string }>(
      `select name as queue, id from ${TABLE}
       where state = 'active' and ($1 or started_on + expire_in < now())
       limit 1 for update skip locked`,
      [everyone],
    );
    return row;
  }
}

function through(sql: Sql) {
  return {
    executeSql: async (text: string, values: unknown[]) => ({ rows: await sql.query(text, values) }),
  };
}
