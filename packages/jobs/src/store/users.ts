import { EDITS } from '../engine/engine.js';
import type { User } from '../job.js';
import type { UserData, Users } from '../jobs.js';
import { Signals } from '../signals.js';
import { emptyTrash, noteErasure } from './erase.js';
import { unfinished, unknownJob } from './errors.js';
import { checkId, readJob, readJobs } from './job-row.js';
import { removeJobs, type StoredJob } from './remove.js';
import { readRules } from './rules.js';
import type { Store } from './store.js';

/** See `Users`. */
export function createUsers(store: Store, eraseSoon: () => void): Users {
  const { database, engine, settings } = store;
  return {
    show: (user) => show(store, user),

    async delete(user: User): Promise<{ jobs: number; notes: number }> {
      const deleted = await database.transaction(async (sql) => {
        const jobs = await sql.query<StoredJob & { finished: boolean }>(
          `select id, front_end, finished_at is not null as finished from dualedit.job
           where front_end = $1 and owner = $2`,
          [user.frontEnd, user.id],
        );
        await removeJobs(sql, engine, jobs);
        const notes = await sql.query(
          'delete from dualedit.note where front_end = $1 and owner = $2 returning 1',
          [user.frontEnd, user.id],
        );
        // A worker that is at one of them finds that it is nobody's, and stops.
        for (const { id, finished } of jobs) if (!finished) await Signals.send(sql, 'cancel', id);
        await noteErasure(sql);
        return { jobs: jobs.length, notes: notes.length };
      });
      await gone();
      return deleted;
    },

    async deleteJob(id: string, by?: User): Promise<void> {
      checkId(id);
      await database.transaction(async (sql) => {
        await engine.lock(sql, EDITS, id);
        const job = await readJob(sql, id, settings.leaseSeconds);
        if (by && (job.user.id !== by.id || job.user.frontEnd !== by.frontEnd)) throw unknownJob(id);
        if (!job.finishedAt) throw unfinished(id);
        await removeJobs(sql, engine, [{ id, front_end: job.user.frontEnd }]);
        await noteErasure(sql);
      });
      await gone();
    },
  };

  /** What was deleted is deleted, whether or not its traces can be erased now: the sweep tries again. */
  async function gone(): Promise<void> {
    await emptyTrash(store).catch(settings.onTrouble);
    eraseSoon();
  }
}

async function show({ database, settings }: Store, user: User): Promise<UserData> {
  const mine = [user.frontEnd, user.id];
  return {
    user,
    jobs: await readJobs(database, 'where front_end = $1 and owner = $2', mine, settings.leaseSeconds),
    pictures: await database.query(
      `select job, role, index, size as bytes
       from dualedit.picture join dualedit.job on dualedit.job.id = job
       where front_end = $1 and owner = $2 order by created_at desc, job, role, index`,
      mine,
    ),
    rules: await readRules(database, 'front_end = $1 and subject = $2', mine),
    notes: await database.query<UserData['notes'][number]>(
      `select name, value, until from dualedit.note
       where front_end = $1 and owner = $2 and (until is null or until > now()) order by name`,
      mine,
    ),
  };
}
