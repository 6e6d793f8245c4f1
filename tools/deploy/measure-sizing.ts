// How many jobs an hour: by the queue alone, and by the embedded model on this machine's processor.
//
//   npx tsx tools/deploy/measure-sizing.ts [JOBS] [EDITS]      writes results/sizing.json
import { loadavg } from 'node:os';
import { parseCommand } from '@dualedit/commands';
import { openEditor } from '@dualedit/editor';
import { openJobs } from '@dualedit/jobs';
import { picture } from '@dualedit/test-servers/edits';
import { startDatabase } from '../../packages/jobs/testing/databases.mjs';
import { load } from '../../packages/jobs/testing/load.mjs';
import { until } from '../../packages/jobs/testing/opened.mjs';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';

const JOBS = Number(process.argv[2] ?? 300);
const EDITS = Number(process.argv[3] ?? 5);
const HOUR = 3_600;
/** Seconds per edit for which the table says how many workers the queue feeds. */
const EXAMPLES = [2, 5, 15];

const queue: Record<string, number> = {};
for (const kind of ['embedded', 'postgres'] as const)
  queue[kind] = (await load(kind, { jobs: JOBS, users: 30 })).donePerSecond * HOUR;
const seconds = await embeddedModel();
const perHour = Math.round(HOUR / seconds);
const round = (value: number) => Math.round(value).toLocaleString('en');
const workers = (each: number) => Math.floor(queue.postgres! / (HOUR / each));
writeResults('sizing', {
  table: [
    '| what | jobs an hour |',
    '| --- | --- |',
    `| the queue alone in a folder (one process) | ${round(queue.embedded!)} |`,
    `| the queue alone on PostgreSQL, all on this machine | ${round(queue.postgres!)} |`,
    `| one worker with the embedded model on this processor (${seconds.toFixed(1)} s per edit) | ${round(perHour)} |`,
    ...EXAMPLES.map(
      (each) =>
        `| one worker at ${each} s per edit; that PostgreSQL feeds ${workers(each)} of them | ${round(HOUR / each)} |`,
    ),
  ],
  queuePerHour: queue,
  secondsPerEdit: seconds,
  settings: { jobs: JOBS, edits: EDITS, loadAverage: Number(loadavg()[0]!.toFixed(1)) },
});
process.exit();

/** The median of real jobs, from start to end, on a store of their own. */
async function embeddedModel(): Promise<number> {
  const database = await startDatabase('embedded');
  const jobs = await openJobs({ ...database.store, limits: { inFlight: EDITS + 1, perHour: 1_000 } });
  const { engine } = await openEditor({ device: 'cpu' });
  await jobs.startWorker({ editor: async () => engine, device: 'cpu' });
  const { animal, bytes } = await picture();
  const command = `${animal}→red`;
  const took: number[] = [];
  for (let at = 0; at <= EDITS; at++) {
    const { job } = await jobs.enqueue({
      user: { frontEnd: 'sizing', id: '1' },
      address: {},
      picture: bytes,
      command,
      edits: parseCommand(command),
    });
    const done = await until(async () => {
      const found = await jobs.get(job.id);
      return found.finishedAt && found;
    }, 600);
    // the first one loads the model
    if (at > 0) took.push((done.finishedAt!.getTime() - done.startedAt!.getTime()) / 1_000);
  }
  await jobs.close();
  await database.stop();
  return median(took);
}
