// The queue by itself: how many jobs a second it takes in, hands out and ends, and delivers.
import { randomUUID } from 'node:crypto';
import { openStore } from '../../packages/jobs/src/open.js';
import { acknowledge, claimDelivery } from '../../packages/jobs/src/store/hand-over.js';
import { claimJob, endJob } from '../../packages/jobs/src/store/run.js';
import { StoredJobs } from '../../packages/jobs/src/stored-jobs.js';
import { type Kind, startDatabase } from '../../packages/jobs/testing/databases.mjs';
import { requestOf } from '../../packages/jobs/testing/requests.mjs';
import { timed } from '../shared/timed.js';

const LIMITS = { inFlight: 100_000, perHour: 100_000, queueLength: 100_000 };

export async function queueSpeed(kind: Kind, jobs: number) {
  const database = await startDatabase(kind);
  const store = await openStore({ ...database.store, limits: LIMITS });
  const opened = new StoredJobs(store);
  try {
    const requests = await Promise.all(
      Array.from({ length: jobs }, (_, i) => requestOf(`thing-${i}`, { user: `u${i % 20}` })),
    );
    const enqueued = await rate(jobs, (i) => opened.enqueue(requests[i]!));
    const worker = { id: randomUUID(), name: 'w' };
    const ended = await rate(jobs, async () => {
      const job = await claimJob(store, worker, randomUUID());
      await endJob(store, job!, { state: 'done' });
    });
    const delivered = await rate(jobs, async () => {
      const held = await claimDelivery(store, 'chat', randomUUID());
      await acknowledge(store, held!);
    });
    return { database: kind, jobs, enqueued, ended, delivered };
  } finally {
    await opened.close();
    await database.stop();
  }
}

async function rate(count: number, work: (i: number) => Promise<unknown>) {
  const { seconds, coreSeconds } = await timed(async () => {
    for (let i = 0; i < count; i++) await work(i);
  });
  return {
    perSecond: Number((count / seconds).toFixed(1)),
    cpuMilliseconds: Number(((coreSeconds * 1000) / count).toFixed(2)),
  };
}
