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

const both = (tell) => ['embedded', 'postgres'].map((kind) => tell(figures[kind], kind));
const row = (what, cells) => `| ${[what, ...cells].join(' | ')} |`;
const times = ({ jobs, lost, twice }) =>
  lost + twice === 0
    ? jobs === 1
      ? 'answered once'
      : `${jobs} answered, each once`
    : `${lost} LOST, ${twice} TWICE`;
const after = (each) => `${times(each)}, ${each.secondsToAnswer} s later`;
const fair = ({ jain, largestLead }) => `${jain.toFixed(2)}, lead ${largestLead}`;
const rate = ({ perSecond, cpuMilliseconds }) => `${perSecond} (${cpuMilliseconds} ms)`;

const table = [
  row('what happens', ['embedded', 'PostgreSQL']),
  row('---', ['---', '---']),
  row(
    'kill −9 of a worker in mid-edit (lease 3 s)',
    both((f) => after(f.killWorker)),
  ),
  row(
    'the same in a real edit of 20 steps',
    both((f) => after(f.killRealWorker)),
  ),
  row(
    'kill −9 of the front end before the job is done',
    both((f) => times(f.frontEndAway)),
  ),
  row(
    '… when it is about to answer',
    both((f) => times(f.frontEndBefore)),
  ),
  row(
    '… between the answer and its acknowledgement',
    both((f) => times(f.frontEndAfter)),
  ),
  row(
    `the database away for ${AWAY.awaySeconds} s`,
    both(
      ({ databaseAway: f }) =>
        `${times(f)}${f.askedMeanwhile ? `; ${f.askedMeanwhile} of them asked for meanwhile` : ''}`,
    ),
  ),
  row('a worker that stands still for longer than its lease', [
    'one process: cannot happen',
    times(figures.postgres.frozenWorker),
  ]),
  row('a second process', [
    `refused as \`${figures.embedded.secondProcess.code}\`, by process number`,
    'shares the work',
  ]),
  row(
    'cancelled while queued, while running',
    both(({ cancel }) => `${cancel.queuedSeconds} s, ${cancel.runningSeconds} s`),
  ),
  row(
    `${LOAD.jobs} jobs of ${LOAD.users} users, 3 workers`,
    both((f) => times(f.load)),
  ),
  row(
    'fairness: Jain’s index of what users got, largest lead of one over another',
    both((f) => fair(f.load.fairness)),
  ),
  row(
    '… if first come were first served',
    both((f) => fair(f.load.firstComeFirstServed)),
  ),
  row(
    'of those, jobs a second, with pictures and delivery',
    both((f) => f.load.donePerSecond),
  ),
  row(
    'the queue alone, a second (CPU of the process a job): taken in',
    both((f) => rate(f.speed.enqueued)),
  ),
  row(
    '… handed out and ended',
    both((f) => rate(f.speed.ended)),
  ),
  row(
    '… delivered',
    both((f) => rate(f.speed.delivered)),
  ),
];

const machine = {
  ...{ cpu: cpus()[0].model, cores: cpus().length, node: process.version },
  memoryGiB: Math.round(totalmem() / 2 ** 30),
};
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
writeFileSync('results/jobs.json', `${JSON.stringify({ table, figures, commit, machine }, null, 1)}\n`);
process.stderr.write(`${table.join('\n')}\n`);
// Nothing is left running; a database in this process would keep it alive a little longer.
process.exit();
