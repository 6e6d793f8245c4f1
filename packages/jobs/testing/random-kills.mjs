// Bots, workers and the database of PostgreSQL are killed at random times and started again, while jobs are asked for
// and run. Nothing may be lost, doubled or stuck. Tests run it small, tools/jobs/campaign.ts large.
import { setTimeout as sleep } from 'node:timers/promises';
import { openJobs } from '@dualedit/jobs';
import { until } from './opened.mjs';
import { requestOf } from './requests.mjs';
import { openSite } from './sites.mjs';

const WORKERS = 3;
const LEASE_SECONDS = 5;
/** Tries of one job: it may be killed as often. */
const TRIES = 200;
/** Long enough to be killed in. */
const EDIT_MS = 800;
/** Jobs that are asked for ahead of their share of the kills, so that there is always work. */
const AHEAD = 6;
/** Shares of kills; the rest are of workers. */
const DATABASE = 0.1;
const FRONT_END = 0.3;
/** Between two kills, at most. */
const PAUSE_MS = 300;
/** How long what is left may take when nothing is killed any more. */
const SETTLE_SECONDS = 300;

/**
 * @param {{ kills: number, jobs: number, seed: number }} options `seed`: when and what is killed follows from it
 */
export async function killAtRandom({ kills, jobs, seed }) {
  const random = randomFrom(seed);
  const limits = { inFlight: 10_000, perHour: 100_000, queueLength: 10_000 };
  const site = await openSite('postgres', { leaseSeconds: LEASE_SECONDS, tries: TRIES, limits });
  const begin = performance.now();
  const frontEnd = { platform: site.platform.url, concurrency: 3 };
  const front = slotOf(site, 'front-end', { frontEnd });
  const workers = Array.from({ length: WORKERS }, () =>
    slotOf(site, 'worker', { workers: 1, editMilliseconds: EDIT_MS }),
  );
  const slots = [front, ...workers];
  const counts = { 'front-end': 0, worker: 0, database: 0 };
  let killed = 0;
  try {
    await Promise.all(slots.map(({ starting }) => starting));
    const asked = askForAll(front, jobs, () => AHEAD + (killed * jobs) / kills);
    for (; killed < kills; killed++) {
      await sleep(random() * PAUSE_MS);
      counts[await killOne(site, slots, random)]++;
      if (killed % 50 === 49) {
        process.stderr.write(`${killed + 1} kills, ${site.platform.shown.length} answered\n`);
      }
    }
    const ids = await asked;
    await site.platform.answered(jobs, SETTLE_SECONDS).catch(() => {});
    const seconds = Number(((performance.now() - begin) / 1000).toFixed(1));
    return { kills: counts, seed, ...(await judge(site, ids)), seconds };
  } finally {
    await site.close();
  }
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A process that is killed and started again; `starting` resolves when it runs. */
function slotOf(site, kind, settings) {
  const slot = { kind, settings, process: undefined, starting: undefined };
  slot.starting = startAgain(site, slot);
  return slot;
}

/** A process that cannot reach the database at its start ends, and is started again, as a service manager does. */
async function startAgain(site, slot) {
  for (let tries = 0; tries < 100; tries++) {
    const started = await site.start(slot.settings);
    if (started.events.some(({ event }) => event === 'refused')) continue;
    slot.process = started;
    return;
  }
  throw new Error('A process was refused a hundred times.');
}

/** @returns {Promise<'database' | 'front-end' | 'worker'>} */
async function killOne(site, slots, random) {
  const draw = random();
  if (draw < DATABASE) {
    await site.halt();
    await sleep(random() * PAUSE_MS);
    await site.restart();
    return 'database';
  }
  const kind = draw < DATABASE + FRONT_END ? 'front-end' : 'worker';
  const some = slots.filter((slot) => slot.kind === kind);
  const slot = some[Math.floor(random() * some.length)];
  await slot.starting;
  await slot.process.kill();
  slot.process = undefined;
  slot.starting = startAgain(site, slot);
  return kind;
}

/**
 * Asks for one job after the other, as many as are due; what a killed front end did not answer is asked again under the
 * same key.
 */
async function askForAll(front, jobs, due) {
  const ids = [];
  for (let at = 0; at < jobs; at++) {
    while (at >= due()) await sleep(20);
    const request = await requestOf(`thing-${at}`, { user: `u${at % 20}` });
    for (;;) {
      await front.starting;
      const answered = await front.process?.call('insist.enqueue', request).catch(() => undefined);
      if (answered) {
        ids.push(answered.job.id);
        break;
      }
      await sleep(20);
    }
  }
  return ids;
}

const isOpen = ({ finishedAt, delivery }) => !finishedAt || delivery !== 'delivered';

async function judge(site, ids) {
  const { shown, arrived } = site.platform;
  const times = (list, id) => list.filter(({ job }) => job === id).length;
  const store = await openJobs({ ...site.store, onTrouble: () => {} });
  const everything = () => store.list({}, ids.length + 10);
  // what is shown is marked a moment later
  await until(async () => !(await everything()).some(isOpen), SETTLE_SECONDS).catch(() => {});
  const all = await everything();
  await store.close();
  return {
    jobs: ids.length,
    done: all.filter(({ state }) => state === 'done').length,
    failed: all.filter(({ state }) => state === 'failed').length,
    lost: ids.filter((id) => times(shown, id) === 0).length,
    doubled: ids.filter((id) => times(shown, id) > 1).length + Math.max(0, all.length - ids.length),
    stuck: all.filter(isOpen).length,
    arrivedAgain: ids.filter((id) => times(arrived, id) > 1).length,
    tries: all.reduce((sum, { failedTries }) => sum + failedTries.length, 0),
  };
}
