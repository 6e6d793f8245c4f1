// What must hold of jobs, on both databases, with real processes that are killed. With names, only those are measured
// again:
//
//   npx tsx tools/jobs/measure-jobs.ts [load speed …]      writes results/jobs.json
import { loadavg } from 'node:os';
import { KINDS, type Kind } from '../../packages/jobs/testing/databases.mjs';
import { load } from '../../packages/jobs/testing/load.mjs';
import {
  cancelBoth,
  databaseAway,
  freezeWorker,
  killFrontEnd,
  killRealWorker,
  killWorker,
  secondProcess,
} from '../../packages/jobs/testing/scenarios.mjs';
import { keepResults, provenance, readResults, writeResults } from '../shared/results.js';
import { type JobsFigures, tableOf } from './jobs-table.js';
import { queueSpeed } from './queue-speed.js';

const LOAD = { jobs: 500, users: 50 };
const AWAY = { awaySeconds: 10, jobs: 40 };
const SPEED_JOBS = 200;

type Measured = Record<string, Record<string, object>>;

const scenarios: Record<string, (kind: Kind) => Promise<object>> = {
  killWorker,
  killRealWorker,
  frontEndAway: (kind) => killFrontEnd(kind, 'away'),
  frontEndBefore: (kind) => killFrontEnd(kind, 'before'),
  frontEndAfter: (kind) => killFrontEnd(kind, 'after'),
  databaseAway: (kind) => databaseAway(kind, AWAY),
  cancel: cancelBoth,
  load: (kind) => load(kind, LOAD),
  speed: (kind) => queueSpeed(kind, SPEED_JOBS),
};

const asked = process.argv.slice(2);
const figures = readResults<{ figures: Measured }>('jobs')?.figures ?? {};
for (const kind of KINDS) {
  for (const [name, run] of Object.entries(scenarios)) await measure(kind, name, run);
}
await measure('embedded', 'secondProcess', secondProcess);
await measure('postgres', 'frozenWorker', freezeWorker);
writeResults('jobs', { table: tableOf(figures as unknown as JobsFigures), figures });
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();

/** Kept after each scenario: they take minutes, and may be measured one by one. */
async function measure(kind: Kind, name: string, run: (kind: Kind) => Promise<object>): Promise<void> {
  if (asked.length > 0 && !asked.includes(name)) return;
  const measured = { ...(await run(kind)), loadAverage: Number(loadavg()[0]!.toFixed(1)) };
  figures[kind] = { ...figures[kind], [name]: measured };
  process.stderr.write(`${kind} ${name} ${JSON.stringify(measured)}\n`);
  keepResults('jobs', { figures, ...provenance() });
}
