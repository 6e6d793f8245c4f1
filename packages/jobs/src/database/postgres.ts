import { setTimeout as sleep } from 'node:timers/promises';
import { DualeditError } from '@dualedit/foundation';
import pg from 'pg';
import { CHANNEL, type Database, databaseAway, type Sql } from './database.js';

/** What a server says, or its socket, when the statement itself was not at fault. */
const PASSING =
  /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|ENETUNREACH|EHOSTUNREACH|ENOENT|57P0[123]|08|53300|40001|40P01)/;
const BROKEN =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable|Query read timeout/;
const REFUSED = /^(28|3D000|42501)/;

const RETRY_MS = 250;
const CONNECT_MS = 5000;
/** No statement of ours takes longer; a server that stopped answering without closing its socket does. */
const STATEMENT_MS = 60_000;
/** A checkpoint of a busy server takes minutes. */
const MAINTENANCE_MS = 600_000;

export interface PostgresOptions {
  url: string;
  patienceSeconds: number;
}

/** @throws DualeditError `database-away`, `database-refused` */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const database = new Postgres(options);
  try {
    await database.query('select 1');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class Postgres implements Database {
  readonly shared = true;
  private readonly config: pg.PoolConfig;
  private readonly pool: pg.Pool;
  private readonly where: string;
  private readonly patienceMs: number;
  private readonly closing = new AbortController();
  private listener: pg.Client | undefined;

  constructor({ url, patienceSeconds }: PostgresOptions) {
    this.where = withoutPassword(url);
    this.patienceMs = patienceSeconds * 1000;
    this.config = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: STATEMENT_MS,
      keepAlive: true,
      application_name: 'dualedit',
    };
    this.pool = new pg.Pool({ ...this.config, max: 8 });
    // A connection that breaks while idle is replaced by the next query.
    this.pool.on('error', () => {});
  }

  query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
    return this.patiently(async () => (await this.pool.query(text, values)).rows as Row[]);
  }

  script(text: string): Promise<unknown[]> {
    return this.patiently(async () => {
      const results = await this.pool.query(text);
      return (Array.isArray(results) ? results.at(-1) : results).rows;
    });
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.patiently(async () => {
      const client = await this.pool.connect();
      // Errors of a connection in use also come as rejections of its queries.
      const ignore = () => {};
      client.on('error', ignore);
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const done = await work({
          query: async <Row>(text: string, values?: unknown[]) =>
            (await client.query(text, values)).rows as Row[],
        });
        await client.query('commit');
        return done;
      } catch (error) {
        await client.query('rollback').catch((cause: Error) => {
          broken = cause;
        });
        throw error;
      } finally {
        client.off('error', ignore);
        client.release(broken);
      }
    });
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction(async (sql) => {
      // The server lets go of it when this process dies. `work` has other connections of the pool.
      await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', ['dualedit']);
      return work();
    });
  }

  async maintain(name: string, work: (sql: Sql) => Promise<void>): Promise<void> {
    const client = new pg.Client({ ...this.config, query_timeout: MAINTENANCE_MS });
    client.on('error', () => {});
    const query = async <Row>(text: string, values?: unknown[]) =>
      (await client.query(text, values)).rows as Row[];
    try {
      await client.connect();
      await query('select pg_advisory_lock(hashtextextended($1, 0))', [`dualedit ${name}`]);
      await query(`set lock_timeout = '2s'`);
      await work({ query });
    } finally {
      await client.end().catch(() => {});
    }
  }

  async listen(onMessage: (payload: string) => void, onGap: () => void): Promise<void> {
    const connect = async () => {
      const client = new pg.Client(this.config);
      client.on('notification', ({ payload }) => onMessage(payload ?? ''));
      client.on('error', () => {});
      try {
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
      } catch (error) {
        await client.end().catch(() => {});
        throw error;
      }
      this.listener = client;
      client.once('end', () => void again());
    };
    const again = async () => {
      while (!this.closing.signal.aborted) {
        try {
          await this.patiently(connect);
          onGap();
          return;
        } catch {
          await sleep(RETRY_MS);
        }
      }
    };
    await this.patiently(connect);
  }

  answers(): Promise<boolean> {
    return this.pool.query('select 1').then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.listener?.end().catch(() => {});
    await this.pool.end();
  }

  private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + this.patienceMs;
    while (true) {
      try {
        return await attempt();
      } catch (error) {
        const { code = '', message } = error as { code?: string; message: string };
        if (REFUSED.test(code)) throw this.refused(error as Error);
        if (DualeditError.is(error) || !(PASSING.test(code) || BROKEN.test(message))) throw error;
        if (this.closing.signal.aborted || Date.now() >= deadline) throw databaseAway(this.where, error);
        await sleep(RETRY_MS);
      }
    }
  }

  private refused(cause: Error): DualeditError {
    return new DualeditError({
      code: 'database-refused',
      message: `The database at ${this.where} refuses this user: ${cause.message}.`,
      hint: 'Check the user, the password and the database in DATABASE_URL; the user must own the database or may create schemas in it.',
      cause,
    });
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host || 'its socket'}${pathname}`;
}
