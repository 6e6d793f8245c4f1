// Many jobs of many users on three workers: whether all are done once, how fair, and how fast the queue is.
import { requestOf } from './requests.mjs';
import { openSite } from './sites.mjs';

const EVERYTHING = { inFlight: 100_000, perHour: 100_000, queueLength: 100_000 };

/**
 * A fifth of the users ask for half of the jobs, first; the others for the rest. All wait before the first is
 * taken, so that the order is the queue's alone.
 */
function plan(jobs, users) {
  const heavy = Math.floor(users / 5);
  const half = Math.floor(jobs / 2);
  return Array.from({ length: jobs }, (_, i) =>
    i < half ? i % heavy : heavy + ((i - half) % (users - heavy)),
  );
}

/** Jain's index of what users have got: 1 where all have the same, 1/n where one has everything. */
function jain(shares) {
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum ** 2 / (shares.length * shares.reduce((a, b) => a + b * b, 0));
}

/** How fair an order is, while every user still has something waiting. */
export function fairness(order, users) {
  const total = new Map();
  for (const user of order) total.set(user, (total.get(user) ?? 0) + 1);
  const served = new Map(Array.from({ length: users }, (_, user) => [user, 0]));
  let largestLead = 0;
  let taken = 0;
  for (const user of order) {
    if ([...served].some(([each, count]) => count === total.get(each))) break;
    served.set(user, served.get(user) + 1);
    taken++;
    const counts = [...served.values()];
    largestLead = Math.max(largestLead, Math.max(...counts) - Math.min(...counts));
  }
  return { taken, jain: Number(jain([...served.values()]).toFixed(3)), largestLead };
}

export async function load(kind, { jobs, users }) {
  const site = await openSite(kind, { limits: EVERYTHING, leaseSeconds: 60 });
  try {
    const { asker } = await site.crew({ workers: 3, frontEnd: { concurrency: 4 } });
    await asker.call('admin.pause', 'to fill the queue');
    const asked = plan(jobs, users);
    const requests = await Promise.all(asked.map((user, i) => requestOf(`thing-${i}`, { user: `u${user}` })));

    const begin = performance.now();
    const ids = await inLanes(8, requests, async (request) => (await asker.call('enqueue', request)).job.id);
    const filled = performance.now();
    await asker.call('admin.resume');
    await site.platform.answered(jobs, 540);
    const done = performance.now();

    const all = await asker.call('list', {}, jobs);
    const order = all
      .toSorted((a, b) => a.startedAt - b.startedAt)
      .map(({ user }) => Number(user.id.slice(1)));
    const starts = [...site.starts().values()];
    const shown = new Set(site.platform.shown.map(({ job }) => job));
    return {
      database: kind,
      jobs,
      users,
      workers: 3,
      lost: ids.filter((id) => !shown.has(id)).length,
      twice: site.platform.shown.length - shown.size,
      startedTwice: starts.filter((count) => count > 1).length,
      done: all.filter(({ state }) => state === 'done').length,
      fairness: fairness(order, users),
      firstComeFirstServed: fairness(asked, users),
      enqueuedPerSecond: Number((jobs / ((filled - begin) / 1000)).toFixed(1)),
      donePerSecond: Number((jobs / ((done - filled) / 1000)).toFixed(1)),
    };
  } finally {
    await site.close();
  }
}

async function inLanes(count, items, work) {
  const results = [];
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
  return results;
}
