import { EDITS } from '../engine/engine.js';
import type { Job, User } from '../job.js';
import { Signals } from '../signals.js';
import { unknownJob } from './errors.js';
import { finish } from './finish.js';
import { checkId, readJob } from './job-row.js';
import type { Store } from './store.js';

/** See `Jobs.cancel`. */
export async function cancel(store: Store, id: string, by?: User): Promise<Job> {
  const { database, engine, settings } = store;
  checkId(id);
  return database.transaction(async (sql) => {
    await engine.lock(sql, EDITS, id);
    const job = await readJob(sql, id, settings.leaseSeconds);
    if (by && (job.user.id !== by.id || job.user.frontEnd !== by.frontEnd)) throw unknownJob(id);
    if (job.state === 'queued') {
      await engine.cancel(sql, EDITS, id);
      await finish(sql, store, id, { state: 'cancelled' });
    } else if (!job.finishedAt) {
      await sql.query('update dualedit.job set cancelling = true where id = $1', [id]);
      await Signals.send(sql, 'cancel', id);
      await Signals.send(sql, 'changed', id);
    }
    return readJob(sql, id, settings.leaseSeconds);
  });
}
