import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../database/database.js';
import { EDITS } from '../engine/engine.js';
import { emptyTrash, eraseDeleted, noteErasure } from './erase.js';
import { failTry } from './finish.js';
import { endAttempt } from './hand-over.js';
import { removeJobs, type StoredJob } from './remove.js';
import type { Store } from './store.js';

/** In leases. Each is renewed every quarter of it, so one may run out in a silence that is little longer than this. */
const SILENCE = 2 / 3;
const RETENTION_MS = 60_000;
/** Erasing from a server's log writes over 80 MB of it or more, so what expires is erased together. */
const ERASE_MS = 600_000;
/** No transaction is under way for so long. */
const ABANDONED_MS = 3_600_000;
/** An undelivered job's pictures wait this long for its front end. */
const UNDELIVERED_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Looks after what nobody holds any more, every third of a lease until `signal` aborts: jobs and deliveries of
 * dead processes, and what has been kept long enough. Every process does; they do not disturb each other.
 */
export async function keepSweeping(store: Store, signal: AbortSignal): Promise<void> {
  const leaseMs = store.settings.leaseSeconds * 1000;
  let contact = Date.now();
  /** Leases that ran out before this may have run out because nobody could reach the database to renew them. */
  let trustworthy = 0;
  let retained = 0;
  let erased = 0;
  while (!signal.aborted) {
    try {
      // What this process holds it also ends; only others can be dead.
      if (store.database.shared) {
        // This waits for a server that is away. Its users have a lease's time from when it answers again.
        const servesLong = await servesLongEnough(store);
        if (Date.now() - contact > SILENCE * leaseMs) trustworthy = Date.now() + leaseMs;
        if (servesLong && Date.now() >= trustworthy) await recover(store, false);
      }
      if (Date.now() - retained > RETENTION_MS) {
        retained = Date.now();
        await dropExpired(store);
        await emptyTrash(store);
      }
      if (Date.now() - erased > ERASE_MS) {
        erased = Date.now();
        await store.contents.tidy(store.database, ABANDONED_MS);
        await eraseDeleted(store);
      }
      contact = Date.now();
    } catch (error) {
      if (!signal.aborted) store.settings.onTrouble(error);
    }
    await sleep(leaseMs / 3, undefined, { signal }).catch(() => {});
  }
}

/** Whether the server has been up for a lease, so that its users had the time to come back. */
async function servesLongEnough({ database, settings }: Store): Promise<boolean> {
  const [row] = await database.query<{ long: boolean }>(
    `select now() - pg_postmaster_start_time() > $1 * interval '1 s' as long`,
    [settings.leaseSeconds],
  );
  return row!.long;
}

/** Takes back what dead processes held; `everyone`: what anyone held. */
export async function recover(store: Store, everyone: boolean): Promise<void> {
  while (await store.database.transaction((sql) => recoverOne(sql, store, everyone)));
}

async function recoverOne(sql: Sql, store: Store, everyone: boolean): Promise<boolean> {
  const lost = await store.engine.lost(sql, everyone);
  if (!lost) return false;
  const { id } = lost;
  const [row] = await sql.query<{ worker: string; front_end: string }>(
    'select worker, front_end from dualedit.job where id = $1',
    [id],
  );
  const { worker, front_end: frontEnd } = row!;
  if (lost.queue === EDITS) await failTry(sql, store, id, { worker, error: workerLost(worker) });
  else await endAttempt(sql, store, { id, frontEnd });
  return true;
}

function workerLost(worker: string) {
  return {
    code: 'worker-lost',
    message: `The worker ${worker} stopped answering while it was at this edit.`,
    hint: 'Ask for the edit again; if it happens with this picture alone, use a smaller one.',
  };
}

/** Deletes pictures whose time is over, then jobs whose time is, and forgets workers long gone. */
async function dropExpired({ database, engine, settings }: Store): Promise<void> {
  await database.transaction(async (sql) => {
    const expired = await sql.query(
      `delete from dualedit.picture where job in (
         select id from dualedit.job where pictures_until < now() and finished_at is not null
           and (delivery in ('delivered', 'given-up') or finished_at < $1)
       ) returning 1`,
      [new Date(Date.now() - UNDELIVERED_DAYS * DAY_MS)],
    );
    const old = await sql.query<StoredJob>(
      'select id, front_end from dualedit.job where finished_at < $1 limit 1000',
      [new Date(Date.now() - settings.keepJobsDays * DAY_MS)],
    );
    await removeJobs(sql, engine, old);
    const notes = await sql.query('delete from dualedit.note where until < now() returning 1');
    if (expired.length + old.length + notes.length > 0) await noteErasure(sql);
  });
  await database.query(`delete from dualedit.tally where at < now() - interval '1 day'`);
  await database.query('delete from dualedit.rule where until < now()');
  await database.query(`delete from dualedit.audit where at < now() - interval '90 days'`);
  await database.query(`delete from dualedit.worker where seen_at < now() - interval '1 day'`);
}
