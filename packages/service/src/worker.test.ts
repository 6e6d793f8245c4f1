import { join } from 'node:path';
import { takeLock } from '@dualedit/foundation';
import { type Jobs, openJobs } from '@dualedit/jobs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Folder, startDatabase } from '../../jobs/testing/databases.mjs';
import { readEnvironment } from './environment.js';
import { JOBS_ENVIRONMENT } from './jobs-environment.js';
import { startWorker } from './worker.js';

let database: Folder;
let jobs: Jobs;
beforeAll(async () => {
  database = await startDatabase('embedded');
  jobs = await openJobs(database.store);
  // A card that is not there: what is refused is refused before a driver is asked.
  vi.stubEnv('CUDA_VISIBLE_DEVICES', '99');
  vi.stubEnv('TMPDIR', database.folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await jobs.close();
  await database.stop();
});

const start = (environment: Record<string, string>) =>
  startWorker(jobs, readEnvironment(JOBS_ENVIRONMENT, environment), new AbortController().signal);

it('refuses the card that the worker of another bot runs on, unless it is to be shared', async () => {
  const unlock = await takeLock(
    join(database.folder, 'dualedit-device-cuda_99.lock'),
    () => new Error() as never,
  );
  await expect(start({ DUALEDIT_DEVICE: 'cuda' })).rejects.toMatchObject({
    code: 'device-taken',
    message: expect.stringContaining(`process ${process.pid}`),
    hint: expect.stringContaining('DUALEDIT_SHARE_DEVICE=1'),
    received: 'cuda:99',
  });
  await expect(start({ DUALEDIT_DEVICE: 'cuda', DUALEDIT_SHARE_DEVICE: '1' })).rejects.toMatchObject({
    code: 'device-unavailable',
  });
  await unlock();
});

it('edits on the CPU, and says so in the figures', async () => {
  const worker = await start({ DUALEDIT_DEVICE: 'cpu', DUALEDIT_PACK: 'diorama' });
  expect((await jobs.admin.figures()).workers).toMatchObject([{ device: 'cpu' }]);
  await worker.drain();
});

it('refuses what is no device, and what the model does not have', async () => {
  await expect(async () => start({ DUALEDIT_DEVICE: 'gpu' })).rejects.toMatchObject({
    code: 'configuration',
  });
  await expect(start({ DUALEDIT_PACK: 'sd-1.5' })).rejects.toMatchObject({
    code: 'pack-missing',
    hint: expect.stringContaining('models pull sd-1.5'),
  });
});
