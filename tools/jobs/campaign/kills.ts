import { setTimeout as sleep } from 'node:timers/promises';
import { openJobs } from '@dualedit/jobs';
import { requestOf } from '../../../packages/jobs/testing/requests.mjs';
import { openSite } from '../../../packages/jobs/testing/sites.mjs';
import { randomFrom } from './random.js';

export interface KillOptions {
  kills: number;
  jobs: number;
  seed: number;
}

/** A process that is killed and started again, or the database. */
interface Slot {
  kind: 'front-end' | 'worker';
  settings: object;
  process: Awaited<ReturnType<Site['start']>> | undefined;
  /** Resolves when it runs again. */
  starting: Promise<void>;
}
type Site = Awaited<ReturnType<typeof openSite>>;

const WORKERS = 3;
const LEASE_SECONDS = 5;
/** Tries of one job: it may be killed as often. */
const TRIES = 200;
/** Long enough to be killed in. */
const EDIT_MS = 800;
/** Jobs that are asked for ahead of their share of the kills, so that there is always work. */
const AHEAD = 6;
/** Shares of kills. */
const DATABASE = 0.1;
const FRONT_END = 0.3;
/** Between two kills, at most. */
const PAUSE_MS = 300;
/** How long what is left may take when nothing is killed any more. */
const SETTLE_SECONDS = 300;

/**
 * Kills bots, workers and the database of PostgreSQL at random times, and starts them again, while jobs are asked for and
 * run. Nothing may be lost, doubled or stuck.
 */
export async function killAtRandom({ kills, jobs, seed }: KillOptions) {
  const random = randomFrom(seed);
  const limits = { inFlight: 10_000, perHour: 100_000, queueLength: 10_000 };
  const site = await openSite('postgres', { leaseSeconds: LEASE_SECONDS, tries: TRIES, limits });
  const begin = performance.now();
  const frontEnd = { platform: site.platform.url, concurrency: 3 };
  const slots = [
    slotOf(site, 'front-end', { frontEnd }),
    ...Array.from({ length: WORKERS }, () =>
      slotOf(site, 'worker', { workers: 1, editMilliseconds: EDIT_MS }),
    ),
  ];
  const front = slots[0]!;
  const counts = { 'front-end': 0, worker: 0, database: 0 };
  try {
    await Promise.all(slots.map(({ starting }) => starting));
    let killed = 0;
    const due = () => AHEAD + (killed * jobs) / kills;
    const asked = askForAll(front, jobs, due);
    for (; killed < kills; killed++) {
      await sleep(random() * PAUSE_MS);
      const kind = await killOne(site, slots, random);
      counts[kind]++;
      if (killed % 50 === 49)
        process.stderr.write(`${killed + 1} kills, ${site.platform.shown.length} answered\n`);
    }
    const ids = await asked;
    await site.platform.answered(jobs, SETTLE_SECONDS).catch(() => {});
    return { kills: counts, seed, ...(await judge(site, ids)), seconds: seconds(begin) };
  } finally {
    await site.close();
  }
}

function slotOf(site: Site, kind: Slot['kind'], settings: object): Slot {
  const slot: Slot = { kind, settings, process: undefined, starting: Promise.resolve() };
  slot.starting = startAgain(site, slot);
  return slot;
}

/** A process that cannot reach the database at its start ends, and is started again, as a service manager does. */
async function startAgain(site: Site, slot: Slot): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const started = await site.start(slot.settings);
    if (!started.events.some(({ event }) => event === 'refused')) {
      slot.process = started;
      return;
    }
  }
  throw new Error('A process was refused a hundred times.');
}

async function killOne(
  site: Site,
  slots: readonly Slot[],
  random: () => number,
): Promise<Slot['kind'] | 'database'> {
  const draw = random();
  if (draw < DATABASE) {
    await site.halt();
    await sleep(random() * PAUSE_MS);
    await site.restart();
    return 'database';
  }
  const kind = draw < DATABASE + FRONT_END ? 'front-end' : 'worker';
  const some = slots.filter((slot) => slot.kind === kind);
  const slot = some[Math.floor(random() * some.length)]!;
  await slot.starting;
  await slot.process!.kill();
  slot.process = undefined;
  slot.starting = startAgain(site, slot);
  return kind;
}

/**
 * Asks for one job after the other, as many as are due; what a killed front end did not answer is asked again under the same key.
 */
async function askForAll(front: Slot, jobs: number, due: () => number): Promise<string[]> {
  const ids: string[] = [];
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

async function judge(site: Site, ids: readonly string[]) {
  const { shown, arrived } = site.platform;
  const times = (list: readonly { job: string }[], id: string) => list.filter(({ job }) => job === id).length;
  const store = await openJobs({ ...site.store, onTrouble: () => {} });
  const all = await store.list({}, ids.length + 10);
  await store.close();
  return {
    jobs: ids.length,
    stored: all.length,
    done: all.filter(({ state }) => state === 'done').length,
    failed: all.filter(({ state }) => state === 'failed').length,
    lost: ids.filter((id) => times(shown, id) === 0).length,
    doubled: ids.filter((id) => times(shown, id) > 1).length + Math.max(0, all.length - ids.length),
    stuck: all.filter(({ finishedAt, delivery }) => !finishedAt || delivery !== 'delivered').length,
    arrivedAgain: ids.filter((id) => times(arrived, id) > 1).length,
    tries: all.reduce((sum, { failedTries }) => sum + failedTries.length, 0),
  };
}

const seconds = (since: number) => Number(((performance.now() - since) / 1000).toFixed(1));
