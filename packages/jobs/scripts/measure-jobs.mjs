// What must hold of jobs, on both databases, with real processes: writes results/jobs.json.
//
//   npm run build && node packages/jobs/scripts/measure-jobs.mjs && node scripts/readme-tables.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { KINDS } from '../testing/databases.mjs';
import { load } from '../testing/load.mjs';
import {
  cancelBoth,
  databaseAway,
  freezeWorker,
  killFrontEnd,
  killRealWorker,
  killWorker,
  secondProcess,
} from '../testing/scenarios.mjs';
import { speed } from '../testing/speed.mjs';
import { tableOf } from './jobs-table.mjs';

const LOAD = { jobs: 500, users: 50 };
const AWAY = { awaySeconds: 10, jobs: 40 };
const SPEED_JOBS = 200;

const scenarios = {
  killWorker,
  killRealWorker,
  frontEndAway: (kind) => killFrontEnd(kind, 'away'),
  frontEndBefore: (kind) => killFrontEnd(kind, 'before'),
  frontEndAfter: (kind) => killFrontEnd(kind, 'after'),
  databaseAway: (kind) => databaseAway(kind, AWAY),
  cancel: cancelBoth,
  load: (kind) => load(kind, LOAD),
  speed: (kind) => speed(kind, SPEED_JOBS),
};

const figures = {};
for (const kind of KINDS) {
  figures[kind] = {};
  for (const [name, run] of Object.entries(scenarios)) await measure(kind, name, run);
}
await measure('embedded', 'secondProcess', secondProcess);
await measure('postgres', 'frozenWorker', freezeWorker);

async function measure(kind, name, run) {
  figures[kind][name] = { ...(await run(kind)), loadAverage: Number(loadavg()[0].toFixed(1)) };
  process.stderr.write(`${kind} ${name} ${JSON.stringify(figures[kind][name])}\n`);
}

const machine = {
  ...{ cpu: cpus()[0].model, cores: cpus().length, node: process.version },
  memoryGiB: Math.round(totalmem() / 2 ** 30),
};
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync(
  'results/jobs.json',
  `${JSON.stringify({ table: tableOf(figures), figures, commit, machine }, null, 1)}\n`,
);
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();
