import { randomUUID } from 'node:crypto';
import type { Sql } from '../database/database.js';
import { deliveriesTo, EDITS } from '../engine/engine.js';
import type { Job, JobRequest } from '../job.js';
import { Signals } from '../signals.js';
import { admit } from './admission.js';
import { checkRequest } from './check-request.js';
import { unknownJob } from './errors.js';
import { priorityNumber, ROUND, readJob, UNFINISHED } from './job-row.js';
import { storePicture } from './pictures.js';
import { placesOf } from './quotas.js';
import type { Store } from './store.js';

/** Turns are counted down within each priority's band of the engine's priorities, 32-bit numbers. */
const BAND = 700_000_000;

/** Requests are taken one after the other, so that limits hold and turns are fair. */
const TAKE_TURNS = 7_214_001;

/** See `Jobs.enqueue`. */
export async function enqueue(store: Store, request: JobRequest): Promise<{ job: Job; repeated: boolean }> {
  const { database, engine, settings, contents } = store;
  const { frontEnd } = request.user;
  const earlier = await findByKey(database, request);
  if (earlier !== undefined) return { job: await read(earlier), repeated: true };

  const pictures = await checkRequest(store, request);
  await engine.ensure(deliveriesTo(frontEnd));
  const id = randomUUID();
  const stored = await database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [TAKE_TURNS]);
    const existing = await findByKey(sql, request, id);
    if (existing !== undefined) return existing;
    await checkContinues(sql, request);
    await admit(sql, request, settings.limits);
    const turn = await nextTurn(sql, request);
    await insertJob(sql, id, request, turn);
    if (request.continues === undefined) {
      const places = placesOf(request.groups ?? []);
      await sql.query('insert into dualedit.tally (front_end, owner, places) values ($1, $2, $3)', [
        frontEnd,
        request.user.id,
        places,
      ]);
    }
    for (const picture of pictures) await storePicture(sql, contents, { job: id, ...picture });
    await sendEdit(sql, store, { id, turn, priority: priorityOf(request) });
    await Signals.send(sql, 'queued', id);
    return id;
  });
  return { job: await read(stored), repeated: stored !== id };

  function read(which: string): Promise<Job> {
    return readJob(database, which, settings.leaseSeconds);
  }
}

/** @throws DualeditError `job-unknown` if the job that a request goes on with is not this user's */
async function checkContinues(sql: Sql, { continues, user }: JobRequest): Promise<void> {
  if (continues === undefined) return;
  const rows = await sql.query('select 1 from dualedit.job where id = $1 and front_end = $2 and owner = $3', [
    continues,
    user.frontEnd,
    user.id,
  ]);
  if (rows.length === 0) throw unknownJob(continues);
}

/** Puts a job into the engine's queue, whose priorities are made of ours and the turns. */
export async function sendEdit(
  sql: Sql,
  { engine, settings }: Store,
  { id, priority, turn }: { id: string; priority: number; turn: number },
): Promise<void> {
  const { tries, leaseSeconds } = settings;
  await engine.send(sql, EDITS, {
    id,
    priority: priority * BAND - turn,
    tries,
    leaseSeconds,
    backoff: false,
  });
}

const priorityOf = ({ priority = 'normal' }: JobRequest) => priorityNumber(priority);

/** The job of an earlier request with the same key, or of this one, if its transaction did get through. */
async function findByKey(sql: Sql, { user, key }: JobRequest, id?: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'select id from dualedit.job where id = $1 or (front_end = $2 and key = $3)',
    [id ?? null, user.frontEnd, key ?? null],
  );
  return row?.id;
}

/**
 * Fair queueing by virtual time, counted in hundredths of a round: a user's jobs lie a round apart, the first
 * of them where the queue is now; each job taken moves that on by a round divided by those who wait
 * (`claimJob`). So users get a job a round each, however many they have sent, and one who waits is not
 * overtaken by whoever comes later, however many come.
 */
async function nextTurn(sql: Sql, request: JobRequest): Promise<number> {
  const priority = priorityOf(request);
  // Nobody waits: the count may start anew, and never runs out of its band.
  await sql.query(
    `delete from dualedit.turn where priority = $1
       and not exists (select 1 from dualedit.job where priority = $1 and state in ${UNFINISHED})`,
    [priority],
  );
  const [row] = await sql.query<{ turn: number }>(
    `select greatest(
       coalesce((select reached from dualedit.turn where priority = $1), 0),
       coalesce((select max(turn) + ${ROUND} from dualedit.job
         where priority = $1 and front_end = $2 and owner = $3 and state in ${UNFINISHED}), 0)
     ) as turn`,
    [priority, request.user.frontEnd, request.user.id],
  );
  return row!.turn;
}

async function insertJob(sql: Sql, id: string, request: JobRequest, turn: number): Promise<void> {
  const { masks: _, ...options } = request.options ?? {};
  await sql.query(
    `insert into dualedit.job (id, front_end, owner, key, address, command, edits, options, priority, turn)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8::jsonb, $9, $10)`,
    [
      id,
      request.user.frontEnd,
      request.user.id,
      request.key ?? null,
      JSON.stringify(request.address),
      request.command,
      JSON.stringify(request.edits),
      JSON.stringify(options),
      priorityOf(request),
      turn,
    ],
  );
}
