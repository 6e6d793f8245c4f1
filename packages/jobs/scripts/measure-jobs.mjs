// What must hold of jobs, on both databases, with real processes: writes results/jobs.json.
//
//   npm run build && node packages/jobs/scripts/measure-jobs.mjs && node scripts/readme-tables.mjs
//
// With names (`… measure-jobs.mjs load speed`), only those are measured again.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

const RESULTS = 'results/jobs.json';
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

const asked = process.argv.slice(2);
const figures = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')).figures : {};
for (const kind of KINDS) {
  for (const [name, run] of Object.entries(scenarios)) await measure(kind, name, run);
}
await measure('embedded', 'secondProcess', secondProcess);
await measure('postgres', 'frozenWorker', freezeWorker);
write({ table: tableOf(figures) });
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();

async function measure(kind, name, run) {
  if (asked.length > 0 && !asked.includes(name)) return;
  const measured = { ...(await run(kind)), loadAverage: Number(loadavg()[0].toFixed(1)) };
  figures[kind] = { ...figures[kind], [name]: measured };
  process.stderr.write(`${kind} ${name} ${JSON.stringify(measured)}\n`);
  write({});
}

/** After each scenario: they take minutes, and may be measured one by one. */
function write(table) {
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    node: process.version,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  writeFileSync(RESULTS, `${JSON.stringify({ ...table, figures, commit, machine }, null, 1)}\n`);
}
