import type { Change, Stage } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import type {
  DeliveryState,
  FailedTry,
  Job,
  JobError,
  JobOptions,
  JobResult,
  JobState,
  JsonObject,
  Priority,
} from '../job.js';
import { unknownJob } from './errors.js';

const PRIORITIES: readonly Priority[] = ['batch', 'normal', 'urgent'];

/** As stored: higher goes first. */
export const priorityNumber = (priority: Priority) => PRIORITIES.indexOf(priority);

/** A round of turns, in which each user has one. */
export const ROUND = 100;

export const UNFINISHED = `('queued', 'masks', 'editing')`;
export const RUNNING = `('masks', 'editing')`;

export interface JobRow {
  id: string;
  front_end: string;
  owner: string;
  address: JsonObject;
  command: string;
  edits: Change[];
  options: Omit<JobOptions, 'masks'>;
  priority: number;
  state: JobState;
  place: number | null;
  fraction: number;
  stage: Stage | null;
  eta_seconds: number | null;
  preview: number;
  cancelling: boolean;
  failed_tries: (Omit<FailedTry, 'at'> & { at: string })[];
  error: JobError | null;
  result: JobResult | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  pictures_until: Date | null;
  delivery: DeliveryState | null;
}

/** The order in which queued jobs are taken; the engine's own (priority, then creation) is made to agree. */
const LINE = `
  select id, row_number() over (order by priority desc, turn, created_at, id)::integer as place
  from dualedit.job where state = 'queued'`;

/** How fast jobs go: what remaining times are reckoned from. */
interface Pace {
  /** Mean seconds of a run, of the last 20 done jobs. */
  run: number | null;
  running: number;
  workers: number;
}

/** Reads jobs with their places and remaining times. `rest` goes on after `from dualedit.job job`. */
export async function readJobs(
  sql: Sql,
  rest: string,
  values: unknown[],
  leaseSeconds: number,
): Promise<Job[]> {
  const rows = await sql.query<JobRow>(
    `with line as (${LINE}), chosen as (select job.* from dualedit.job job ${rest})
     select chosen.*, line.place from chosen left join line using (id) order by created_at desc, id`,
    values,
  );
  if (rows.every(({ finished_at }) => finished_at)) return rows.map((row) => toJob(row));
  const [pace] = await sql.query<Pace>(
    `select
       (select avg(extract(epoch from finished_at - started_at))::float8 from (
         select finished_at, started_at from dualedit.job where state = 'done' order by finished_at desc limit 20
       ) recent) as run,
       (select count(*)::integer from dualedit.job where state in ${RUNNING}) as running,
       (select count(*)::integer from dualedit.worker where seen_at > now() - $1 * interval '1 s') as workers`,
    [leaseSeconds],
  );
  return rows.map((row) => toJob(row, pace));
}

/** @throws DualeditError `job-unknown` */
export async function readJob(sql: Sql, id: string, leaseSeconds: number): Promise<Job> {
  checkId(id);
  const [job] = await readJobs(sql, 'where id = $1', [id], leaseSeconds);
  if (!job) throw unknownJob(id);
  return job;
}

/** @throws DualeditError `job-unknown` for what cannot be an id, which the database would not compare */
export function checkId(id: string): void {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw unknownJob(id);
}

function toJob(row: JobRow, pace?: Pace): Job {
  const eta = pace && remaining(row, pace);
  return {
    id: row.id,
    user: { frontEnd: row.front_end, id: row.owner },
    address: row.address,
    command: row.command,
    edits: row.edits,
    options: row.options,
    priority: PRIORITIES[row.priority]!,
    state: row.state,
    ...(row.place !== null && { place: row.place }),
    ...(eta !== undefined && { etaSeconds: eta }),
    fraction: row.fraction,
    ...(row.stage !== null && { stage: row.stage }),
    preview: row.preview,
    cancelling: row.cancelling,
    failedTries: row.failed_tries.map((failed) => ({ ...failed, at: new Date(failed.at) })),
    ...(row.error && { error: row.error }),
    ...(row.result && { result: row.result }),
    createdAt: row.created_at,
    ...(row.started_at && { startedAt: row.started_at }),
    ...(row.finished_at && { finishedAt: row.finished_at }),
    ...(row.delivery && { delivery: row.delivery }),
    ...(row.pictures_until && { picturesUntil: row.pictures_until }),
  };
}

/** Seconds until a job is done. Those that run now are half done on average. */
function remaining(row: JobRow, { run, running, workers }: Pace): number | undefined {
  if (row.finished_at) return;
  if (row.place === null && row.eta_seconds !== null) return Math.round(row.eta_seconds);
  if (run === null) return;
  if (row.place === null) return Math.round(run * (1 - row.fraction));
  const before = row.place - 1 + running / 2;
  return Math.max(1, Math.round(run * (before / Math.max(1, workers) + 1)));
}
