// The queue by itself: how many jobs a second it takes in, hands out and ends, and delivers.
import { randomUUID } from 'node:crypto';
import { openJobs } from '@dualedit/jobs';
import { acknowledge, claimDelivery } from '../dist/store/hand-over.js';
import { claimJob, endJob } from '../dist/store/run.js';
import { startDatabase } from './databases.mjs';
import { requestOf } from './requests.mjs';

const LIMITS = { inFlight: 100_000, perHour: 100_000, queueLength: 100_000 };

export async function speed(kind, jobs) {
  const { store: options, stop } = await startDatabase(kind);
  const opened = await openJobs({ ...options, limits: LIMITS });
  const { store } = opened;
  try {
    const requests = await Promise.all(
      Array.from({ length: jobs }, (_, i) => requestOf(`thing-${i}`, { user: `u${i % 20}` })),
    );
    const enqueued = await timed(jobs, (i) => opened.enqueue(requests[i]));
    const worker = { id: randomUUID(), name: 'w' };
    const ended = await timed(jobs, async () => {
      const job = await claimJob(store, worker, randomUUID());
      await endJob(store, job, { state: 'done' });
    });
    const delivered = await timed(jobs, async () => {
      const held = await claimDelivery(store, 'chat', randomUUID());
      await acknowledge(store, held);
    });
    return { database: kind, jobs, enqueued, ended, delivered };
  } finally {
    await opened.close();
    await stop();
  }
}

async function timed(count, work) {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < count; i++) await work(i);
  const { user, system } = process.cpuUsage(used);
  return {
    perSecond: Number((count / ((performance.now() - begin) / 1000)).toFixed(1)),
    cpuMilliseconds: Number(((user + system) / 1000 / count).toFixed(2)),
  };
}
