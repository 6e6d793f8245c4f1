import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openJobs } from '@dualedit/jobs';
import pg from 'pg';
import { startDatabase } from '../../../packages/jobs/testing/databases.mjs';
import { until } from '../../../packages/jobs/testing/opened.mjs';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { requestOf } from '../../../packages/jobs/testing/requests.mjs';

const MIB = 2 ** 20;
/** Jobs are kept for two days here, so that a week shows whether what comes and what goes are even. */
const KEEP_JOBS_DAYS = 2;

/** Columns that say when something was. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  job: ['created_at', 'started_at', 'finished_at', 'pictures_until'],
  note: ['until'],
  tally: ['at'],
  rule: ['since', 'until'],
  audit: ['at'],
  worker: ['started_at', 'seen_at'],
};

/**
 * Days of use, one after the other: jobs are asked for, run and delivered; then everything becomes a day older, and a
 * process that starts anew deletes what is old enough. The database's size and this process's memory are taken each day.
 */
export async function week({ days, jobsADay }: { days: number; jobsADay: number }) {
  const database = await startDatabase('postgres');
  const url = database.store.databaseUrl;
  const figures: {
    day: number;
    databaseMiB: number;
    logMiB: number;
    rssMiB: number;
    heapMiB: number;
    jobs: number;
  }[] = [];
  try {
    for (let day = 1; day <= days; day++) {
      await useADay(url, day, jobsADay);
      await inDatabase(url, growOlder);
      const kept = await sweep(url);
      // What PostgreSQL does by itself in the hours of a day, which here are seconds.
      await inDatabase(url, (client) => client.query('vacuum'));
      global.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      figures.push({
        day,
        ...(await sizes(url, join(database.folder, 'data/pg_wal'))),
        rssMiB: mib(rss),
        heapMiB: mib(heapUsed),
        jobs: kept,
      });
      process.stderr.write(`${JSON.stringify(figures.at(-1))}\n`);
    }
  } finally {
    await database.stop();
  }
  const settled = figures.slice(KEEP_JOBS_DAYS);
  const growth = (name: 'databaseMiB' | 'heapMiB') =>
    Number((settled.at(-1)![name] / settled[0]![name]).toFixed(3));
  return {
    days,
    jobsADay,
    keepJobsDays: KEEP_JOBS_DAYS,
    daily: figures,
    databaseGrowth: growth('databaseMiB'),
    heapGrowth: growth('heapMiB'),
  };
}

async function useADay(databaseUrl: string, day: number, jobsADay: number): Promise<void> {
  const limits = { inFlight: 1_000, perHour: 100_000, queueLength: 10_000 };
  const jobs = await openJobs({ databaseUrl, limits, keepJobsDays: KEEP_JOBS_DAYS });
  const worker = await jobs.startWorker({ editor: async () => quickEditor() });
  let delivered = 0;
  jobs.deliver('chat', async () => void delivered++, { concurrency: 3 });
  for (let at = 0; at < jobsADay; at++) {
    const user = `u${at % 30}`;
    await jobs.enqueue(await requestOf(`day-${day}-${at}`, { user }));
    await jobs.notes.write({ frontEnd: 'chat', id: user }, 'last:1', { at }, { hours: 24 });
  }
  await until(() => delivered >= jobsADay, 3_600, 100);
  await worker.drain();
  await jobs.close();
}

async function growOlder(client: pg.Client): Promise<void> {
  for (const [table, columns] of Object.entries(TIMES)) {
    const older = columns.map((column) => `${column} = ${column} - interval '1 day'`).join(', ');
    await client.query(`update dualedit.${table} set ${older}`);
  }
}

/** What a process does when it starts, and every minute: deletes what was kept long enough. @returns jobs that are left */
async function sweep(databaseUrl: string): Promise<number> {
  const jobs = await openJobs({ databaseUrl, keepJobsDays: KEEP_JOBS_DAYS });
  const isOver = async () => {
    const { rows } = await inDatabase(databaseUrl, (client) =>
      client.query(
        `select (select count(*) from dualedit.job where finished_at < now() - interval '${KEEP_JOBS_DAYS} days')
           + (select count(*) from dualedit.trash) + (select count(*) from dualedit.erasure) as left`,
      ),
    );
    return Number(rows[0].left) === 0;
  };
  await until(isOver, 300, 500);
  const { length } = await jobs.list({}, 100_000);
  await jobs.close();
  return length;
}

async function sizes(url: string, log: string) {
  const { rows } = await inDatabase(url, (client) =>
    client.query('select pg_database_size(current_database()) as size'),
  );
  const files = await readdir(log, { withFileTypes: true });
  const bytes = await Promise.all(
    files.filter((file) => file.isFile()).map(async ({ name }) => (await stat(join(log, name))).size),
  );
  return { databaseMiB: mib(Number(rows[0].size)), logMiB: mib(bytes.reduce((a, b) => a + b, 0)) };
}

async function inDatabase<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const mib = (bytes: number) => Number((bytes / MIB).toFixed(1));
