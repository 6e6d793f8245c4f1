import type { Change, Progress } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import { EDITS } from '../engine/engine.js';
import type { FailedTry, JobOptions, StoredPicture } from '../job.js';
import { Signals } from '../signals.js';
import { failTry, finish, giveBack, type Outcome } from './finish.js';
import { ROUND, RUNNING, UNFINISHED } from './job-row.js';
import { storePicture } from './pictures.js';
import type { Store } from './store.js';

/** A job that a worker has taken. Whoever shows the claim may report on it; a later claim ends an earlier one. */
export interface Claimed {
  id: string;
  claim: string;
  edits: Change[];
  options: Omit<JobOptions, 'masks'>;
}

/** Takes the next job under a lease. The same `claim` again gives the same job, should the answer have been lost. */
export async function claimJob(
  { database, engine }: Store,
  worker: { id: string; name: string },
  claim: string,
): Promise<Claimed | undefined> {
  const chosen = 'id, claim, edits, options';
  return database.transaction(async (sql) => {
    const [mine] = await sql.query<Claimed>(`select ${chosen} from dualedit.job where claim = $1`, [claim]);
    if (mine) return mine;
    const [paused] = await sql.query('select 1 from dualedit.pause');
    const ticket = paused ? undefined : await engine.claim(sql, EDITS);
    const [job] = await sql.query<Claimed>(
      `update dualedit.job set state = 'masks', claim = $2, worker = $3, started_at = now()
       where id = $1 returning ${chosen}`,
      [ticket?.id ?? null, claim, worker.name],
    );
    if (!job) return;
    await moveTurnOn(sql, job.id);
    await sql.query('update dualedit.worker set job = $2, seen_at = now() where id = $1', [
      worker.id,
      job.id,
    ]);
    await Signals.send(sql, 'changed', job.id);
    return job;
  });
}

/** By a round divided by the users who have jobs of this priority. */
async function moveTurnOn(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `insert into dualedit.turn as turn (priority, reached)
     select priority, greatest(1, ${ROUND} / count(distinct (front_end, owner)))::integer from dualedit.job
     where priority = (select priority from dualedit.job where id = $1) and state in ${UNFINISHED}
     group by priority
     on conflict (priority) do update set reached = turn.reached + excluded.reached`,
    [id],
  );
}

/** Renews the lease. @returns whether the job is still this claim's, and still wanted */
export async function beat(
  { database, engine }: Store,
  { id, claim }: Claimed,
): Promise<'go on' | 'cancel' | 'lost'> {
  const [row] = await database.query<{ cancelling: boolean }>(
    `select cancelling from dualedit.job where id = $1 and claim = $2`,
    [id, claim],
  );
  if (!row) return 'lost';
  await engine.renewLease(database, EDITS, id);
  return row.cancelling ? 'cancel' : 'go on';
}

export async function reportProgress(
  { database }: Store,
  { id, claim }: Claimed,
  progress: Progress,
): Promise<void> {
  const rows = await database.query(
    `update dualedit.job set fraction = $3, stage = $4, eta_seconds = $5 where id = $1 and claim = $2 returning 1`,
    [id, claim, progress.fraction, progress.stage, progress.etaSeconds ?? null],
  );
  if (rows.length > 0) await Signals.send(database, 'changed', id);
}

/** Stores what was found on the way: masks, which start the editing, or a preview. */
export async function reportPictures(
  store: Store,
  claimed: Claimed,
  pictures: StoredPicture[],
): Promise<void> {
  await asHolder(store, claimed, async (sql) => {
    for (const picture of pictures) await storePicture(sql, store.contents, picture);
    await sql.query(
      pictures.some(({ role }) => role === 'preview')
        ? 'update dualedit.job set preview = preview + 1 where id = $1'
        : `update dualedit.job set state = 'editing' where id = $1`,
      [claimed.id],
    );
    await Signals.send(sql, 'changed', claimed.id);
  });
}

/** Ends the job for good. Done again, or by one who has lost it, it does nothing. */
export async function endJob(
  store: Store,
  claimed: Claimed,
  outcome: Outcome,
  pictures: StoredPicture[] = [],
): Promise<void> {
  await asHolder(store, claimed, async (sql) => {
    for (const picture of pictures) await storePicture(sql, store.contents, picture);
    await store.engine.complete(sql, EDITS, claimed.id);
    await finish(sql, store, claimed.id, outcome);
  });
}

export async function endTry(store: Store, claimed: Claimed, failed: Omit<FailedTry, 'at'>): Promise<void> {
  await asHolder(store, claimed, (sql) => failTry(sql, store, claimed.id, failed));
}

export async function releaseJob(store: Store, claimed: Claimed): Promise<void> {
  await asHolder(store, claimed, (sql) => giveBack(sql, store, claimed.id));
}

/** Runs `work` in a transaction, if the claim still holds. */
async function asHolder(
  store: Store,
  { id, claim }: Claimed,
  work: (sql: Sql) => Promise<void>,
): Promise<void> {
  await store.database.transaction(async (sql) => {
    await store.engine.lock(sql, EDITS, id);
    const rows = await sql.query(
      `select 1 from dualedit.job where id = $1 and claim = $2 and state in ${RUNNING} for update`,
      [id, claim],
    );
    if (rows.length > 0) await work(sql);
  });
}
