import { setTimeout as sleep } from 'node:timers/promises';
import { DualeditError } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import { eraseLog, mayEraseLog } from '../database/erase-log.js';
import type { Settings, Store } from './store.js';

/** Tables with words of users. They are small, since pictures are elsewhere. */
const WITH_WORDS = ['job', 'picture', 'note', 'tally', 'trash'].map((table) => `dualedit.${table}`);

const LOOKS = 20;
const LOOK_MS = 100;

/** Says that something was deleted that should leave the disk; with the transaction that deletes it. */
export async function noteErasure(sql: Sql): Promise<void> {
  await sql.query('insert into dualedit.erasure default values');
}

/** Removes the contents that no picture has any more. */
export async function emptyTrash({ database, contents, settings }: Store): Promise<void> {
  await database.maintain('trash', async (sql) => {
    const trash = await sql.query<{ job: string; discarded: string[] }>(
      'select job, array_agg(content::text) as discarded from dualedit.trash group by job',
    );
    for (const { job, discarded } of trash) {
      try {
        await contents.discard(sql, job, discarded);
        await sql.query('delete from dualedit.trash where content = any ($1::uuid[])', [discarded]);
      } catch (error) {
        // Someone reads that table, such as a backup. The next round tries again.
        settings.onTrouble(error);
      }
    }
  });
}

/**
 * Takes what was deleted off the disk: dead rows, then what the log still has of them. What a transaction can
 * still see stays for the next round.
 */
export async function eraseDeleted({ database, settings }: Store): Promise<void> {
  await database.maintain('erasure', async (sql) => {
    const marks = await unseen(sql);
    if (marks.length === 0) return;
    for (const table of WITH_WORDS) await sql.query(`vacuum full ${table}`);
    if (!database.shared) await sql.query('vacuum');
    if (await mayEraseLog(sql)) await eraseLog(sql);
    else tellOnce(settings);
    await sql.query('delete from dualedit.erasure where id = any ($1::bigint[])', [marks]);
  });
}

/** Deletions that no running transaction is older than; those get two seconds to end. */
async function unseen(sql: Sql): Promise<string[]> {
  for (let look = 1; ; look++) {
    const marks = await sql.query<{ id: string; seen: boolean }>(
      `select id::text, exists (
         select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
           and greatest(age(backend_xid), age(backend_xmin)) >= age(erasure.xmin)
       ) as seen from dualedit.erasure`,
    );
    if (look === LOOKS || marks.every(({ seen }) => !seen))
      return marks.filter(({ seen }) => !seen).map(({ id }) => id);
    await sleep(LOOK_MS);
  }
}

const told = new WeakSet<Settings>();

function tellOnce(settings: Settings): void {
  if (!told.has(settings)) settings.onTrouble(logKept());
  told.add(settings);
}

function logKept(): DualeditError {
  return new DualeditError({
    code: 'log-kept',
    message:
      'What was deleted stays in the write-ahead log of the database until the server reuses those files.',
    hint: 'Run "grant pg_checkpoint, pg_monitor to" the user of DATABASE_URL, and Dualedit erases it at once.',
  });
}
