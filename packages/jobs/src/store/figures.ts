import type { Sql } from '../database/database.js';
import type { JobState } from '../job.js';
import type { Figures, WorkerFigures } from '../jobs.js';

const STATES: readonly JobState[] = ['queued', 'masks', 'editing', 'done', 'failed', 'cancelled'];

/** See `Figures`. */
export async function readFigures(sql: Sql, leaseSeconds: number): Promise<Figures> {
  const [pause] = await sql.query<{ reason: string }>('select reason from dualedit.pause');
  const states = await counts(
    sql,
    `select state as name, count(*)::integer as count from dualedit.job group by 1`,
  );
  const [queue] = await sql.query<{ oldest: number }>(
    `select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
     from dualedit.job where state = 'queued'`,
  );
  const [pictures] = await sql.query<Figures['pictures']>(
    'select count(*)::integer as count, coalesce(sum(size), 0)::float8 as bytes from dualedit.picture',
  );
  return {
    ...(pause && { paused: pause.reason }),
    jobs: Object.fromEntries(STATES.map((state) => [state, states[state] ?? 0])) as Record<JobState, number>,
    oldestQueuedSeconds: queue!.oldest,
    undelivered: await byFrontEnd(sql, ['waiting', 'delivering']),
    undeliverable: await byFrontEnd(sql, ['given-up']),
    day: await readDay(sql),
    pictures: pictures!,
    workers: await readWorkers(sql, leaseSeconds),
  };
}

async function readDay(sql: Sql): Promise<Figures['day']> {
  const recent = `from dualedit.job where finished_at > now() - interval '1 day'`;
  const median = (seconds: string) =>
    `coalesce(percentile_cont(0.5) within group (order by extract(epoch from ${seconds}))
       filter (where state = 'done'), 0)::float8`;
  const [day] = await sql.query<Omit<Figures['day'], 'errors' | 'stages'>>(
    `select
       count(*) filter (where state = 'done')::integer as done,
       count(*) filter (where state = 'failed')::integer as failed,
       count(*) filter (where state = 'cancelled')::integer as cancelled,
       count(distinct (front_end, owner))::integer as users,
       ${median('started_at - created_at')} as "waitSeconds",
       ${median('finished_at - started_at')} as "runSeconds"
     ${recent}`,
  );
  const errors = await counts(
    sql,
    `select error->>'code' as name, count(*)::integer as count ${recent} and state = 'failed' group by 1`,
  );
  const stages = await sql.query<{ name: string; count: number; seconds: number }>(
    `select timing.key as name, count(*)::integer as count, sum(timing.value::float8)::float8 as seconds
     from (select result ${recent} and state = 'done' and jsonb_typeof(result->'timings') = 'object') done,
       jsonb_each_text(done.result->'timings') timing group by 1`,
  );
  return { ...day!, errors, stages: Object.fromEntries(stages.map(({ name, ...stage }) => [name, stage])) };
}

function byFrontEnd(sql: Sql, delivery: string[]): Promise<Record<string, number>> {
  return counts(
    sql,
    `select front_end as name, count(*)::integer as count from dualedit.job
     where delivery = any ($1::text[]) group by 1`,
    [delivery],
  );
}

async function readWorkers(sql: Sql, leaseSeconds: number): Promise<WorkerFigures[]> {
  const rows = await sql.query<Omit<WorkerFigures, 'job'> & { job: string | null }>(
    `select worker.name as id, host, pid, device, worker.started_at as "startedAt", seen_at as "seenAt",
       job.id as job, draining
     from dualedit.worker worker left join dualedit.job job on job.id = worker.job and job.claim is not null
     where seen_at > now() - $1 * interval '1 s' order by worker.started_at`,
    [leaseSeconds],
  );
  return rows.map(({ job, ...worker }) => ({ ...worker, ...(job !== null && { job }) }));
}

async function counts(sql: Sql, text: string, values?: unknown[]): Promise<Record<string, number>> {
  const rows = await sql.query<{ name: string; count: number }>(text, values);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
