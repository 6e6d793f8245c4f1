import type { Sql } from '../database/database.js';
import { deliveriesTo, EDITS } from '../engine/engine.js';
import type { FailedTry, JobError, JobResult, JobState } from '../job.js';
import { Signals } from '../signals.js';
import type { Store } from './store.js';

/** A delivery is tried this often, over about six hours, before it is given up. */
const DELIVERY_TRIES = 15;

export interface Outcome {
  state: Extract<JobState, 'done' | 'failed' | 'cancelled'>;
  error?: JobError;
  result?: JobResult;
}

/** Ends a job whose ticket is settled, and puts it into its front end's queue: both or neither. */
export async function finish(sql: Sql, store: Store, id: string, outcome: Outcome): Promise<void> {
  const [row] = await sql.query<{ front_end: string }>(
    `update dualedit.job set state = $2, error = $3::jsonb, result = $4::jsonb, finished_at = now(),
       fraction = case when $2 = 'done' then 1 else fraction end, stage = null, eta_seconds = null,
       claim = null, cancelling = false, delivery = 'waiting',
       pictures_until = now() + $5 * interval '1 hour'
     where id = $1 returning front_end`,
    [
      id,
      outcome.state,
      outcome.error ? JSON.stringify(outcome.error) : null,
      outcome.result ? JSON.stringify(outcome.result) : null,
      store.settings.keepPicturesHours,
    ],
  );
  await sql.query(`delete from dualedit.picture where job = $1 and role = 'preview'`, [id]);
  const frontEnd = row!.front_end;
  await store.engine.send(sql, deliveriesTo(frontEnd), {
    id,
    tries: DELIVERY_TRIES,
    leaseSeconds: store.settings.leaseSeconds,
    backoff: true,
  });
  await Signals.send(sql, 'finished', frontEnd);
  await Signals.send(sql, 'changed', id);
}

/** Ends a try that may be repeated: the job goes back into the queue, or has failed for good. */
export async function failTry(
  sql: Sql,
  store: Store,
  id: string,
  failed: Omit<FailedTry, 'at'>,
): Promise<void> {
  await sql.query(
    `update dualedit.job set failed_tries = failed_tries || jsonb_build_array($2::jsonb) where id = $1`,
    [id, JSON.stringify({ ...failed, at: new Date() })],
  );
  if (await endIfCancelling(sql, store, id)) return;
  if (await store.engine.failTry(sql, EDITS, id)) await backIntoLine(sql, id);
  else await finish(sql, store, id, { state: 'failed', error: failed.error });
}

/** Ends a try that does not count. */
export async function giveBack(sql: Sql, store: Store, id: string): Promise<void> {
  if (await endIfCancelling(sql, store, id)) return;
  await store.engine.giveBack(sql, EDITS, id);
  await backIntoLine(sql, id);
}

/** Nobody wants it to be tried again. */
async function endIfCancelling(sql: Sql, store: Store, id: string): Promise<boolean> {
  const [row] = await sql.query<{ cancelling: boolean }>(
    'select cancelling from dualedit.job where id = $1',
    [id],
  );
  if (!row!.cancelling) return false;
  await store.engine.cancel(sql, EDITS, id);
  await finish(sql, store, id, { state: 'cancelled' });
  return true;
}

/** As if it had not been started, apart from masks that it has found. */
export async function backIntoLine(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update dualedit.job set state = 'queued', fraction = 0, stage = null, eta_seconds = null, claim = null,
       worker = null, started_at = null, finished_at = null, error = null
     where id = $1`,
    [id],
  );
  await Signals.send(sql, 'queued', id);
  await Signals.send(sql, 'changed', id);
}
