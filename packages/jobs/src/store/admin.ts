import { deliveriesTo, EDITS } from '../engine/engine.js';
import type { Job } from '../job.js';
import type { Admin } from '../jobs.js';
import { Signals } from '../signals.js';
import { sendEdit } from './enqueue.js';
import { notFailed, pictureGone } from './errors.js';
import { readFigures } from './figures.js';
import { backIntoLine } from './finish.js';
import { checkId, readJob } from './job-row.js';
import { readRules } from './rules.js';
import type { Store } from './store.js';

/** See `Admin`. */
export function createAdmin(store: Store): Admin {
  const { database, settings } = store;
  return {
    figures: () => readFigures(database, settings.leaseSeconds),

    async pause(reason) {
      await database.query(
        'insert into dualedit.pause (reason) values ($1) on conflict (one) do update set reason = excluded.reason',
        [reason],
      );
    },

    async resume() {
      await database.query('delete from dualedit.pause');
      await Signals.send(database, 'queued', '');
    },

    ...accessRules(store),

    retry: (id) => retry(store, id),
  };
}

function accessRules({ database }: Store): Pick<Admin, 'setRule' | 'removeRule' | 'rules'> {
  return {
    async setRule({ frontEnd, subject, rule, note, place = '', until }) {
      await database.query(
        `insert into dualedit.rule (front_end, subject, rule, note, place, until) values ($1, $2, $3, $4, $5, $6)
         on conflict (front_end, subject) do update set rule = excluded.rule, note = excluded.note,
           place = excluded.place, until = excluded.until, since = now()`,
        [frontEnd, subject, rule, note, place, until ?? null],
      );
    },

    async removeRule(frontEnd, subject) {
      await database.query('delete from dualedit.rule where front_end = $1 and subject = $2', [
        frontEnd,
        subject,
      ]);
    },

    rules(frontEnd) {
      return readRules(database, '($1::text is null or front_end = $1)', [frontEnd ?? null]);
    },
  };
}

async function retry(store: Store, id: string): Promise<Job> {
  const { database, engine, settings } = store;
  checkId(id);
  await database.transaction(async (sql) => {
    await engine.lock(sql, EDITS, id);
    const { state, user } = await readJob(sql, id, settings.leaseSeconds);
    if (state !== 'failed') throw notFailed(id);
    const [input] = await sql.query(`select 1 from dualedit.picture where job = $1 and role = 'input'`, [id]);
    if (!input) throw pictureGone(id);
    await engine.remove(sql, EDITS, id);
    await engine.remove(sql, deliveriesTo(user.frontEnd), id);
    const [row] = await sql.query<{ priority: number; turn: number }>(
      'update dualedit.job set delivery = null, delivery_note = null where id = $1 returning priority, turn',
      [id],
    );
    await sendEdit(sql, store, { id, ...row! });
    await backIntoLine(sql, id);
  });
  return readJob(database, id, settings.leaseSeconds);
}
