import { once } from 'node:events';
import { join } from 'node:path';
import { takeLock } from '@dualedit/foundation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Folder, startDatabase } from '../../../packages/jobs/testing/databases.mjs';
import { finished, start } from './testing/process.js';

let database: Folder;
beforeEach(async () => {
  database = await startDatabase('embedded');
});
afterEach(() => database.stop());

it('runs a worker until it is told to end, and refuses a second one on the folder by its process', async () => {
  const { folder } = database.store;
  const env = { TMPDIR: database.folder };
  const worker = start(['worker', '--folder', folder, '--json', '--name', 'w'], { env });
  const [line] = await once(worker.stderr!, 'data');
  expect(JSON.parse(String(line))).toMatchObject({
    event: 'ready',
    message: expect.stringContaining('w takes edits'),
  });

  const second = await finished(start(['worker', '--folder', folder, '--json'], { env }));
  expect(second.code).toBe(9);
  expect(JSON.parse(second.stderr)).toMatchObject({
    code: 'jobs-folder-taken',
    message: expect.stringContaining(`process ${worker.pid}`),
  });

  const ended = finished(worker);
  worker.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(
    stderr
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).event),
  ).toEqual(['draining', 'ended']);
});

it('is refused on a card that another worker runs on', async () => {
  const tmp = database.folder;
  const env = { TMPDIR: tmp, CUDA_VISIBLE_DEVICES: '99' };
  const unlock = await takeLock(join(tmp, 'dualedit-device-cuda_99.lock'), () => new Error() as never);
  const worker = ['worker', '--folder', database.store.folder, '--device', 'cuda', '--json'];
  const taken = await finished(start(worker, { env }));
  expect(JSON.parse(taken.stderr)).toMatchObject({
    code: 'device-taken',
    message: expect.stringContaining(`process ${process.pid}`),
    exitCode: 5,
  });
  const shared = await finished(start([...worker, '--share-device'], { env }));
  expect(JSON.parse(shared.stderr)).toMatchObject({ code: 'device-unavailable' });
  await unlock();
});
