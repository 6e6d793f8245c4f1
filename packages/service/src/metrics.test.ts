import { openJobs } from '@dualedit/jobs';
import { expect, it } from 'vitest';
import { startDatabase } from '../../jobs/testing/databases.mjs';
import { until } from '../../jobs/testing/opened.mjs';
import { quickEditor } from '../../jobs/testing/quick-editor.mjs';
import { requestOf } from '../../jobs/testing/requests.mjs';
import { serveHealth } from './health.js';
import { createMetrics } from './metrics.js';

it('metrics: queue, stages, failures, deliveries and memory, in the text of Prometheus and without anybody in it', async () => {
  const database = await startDatabase('embedded');
  const jobs = await openJobs(database.store);
  const metrics = createMetrics(jobs, () => ({ ready: () => true }));
  const quick = quickEditor();
  const editor = async () => ({
    ...quick,
    edit: async (asked: Parameters<typeof quick.edit>[0]) => ({
      ...(await quick.edit(asked)),
      timings: { invert: 1.5, edit: 2 },
    }),
  });
  const worker = await jobs.startWorker({ editor, name: 'w' });
  const { job } = await jobs.enqueue(await requestOf('secret-thing', { user: 'secret-user' }));
  await until(async () => (await jobs.get(job.id)).finishedAt);
  const server = await serveHealth(0, async () => ({ ok: true }), { metrics });
  const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  const text = await answer.text();
  expect((await Promise.all([1, 2, 3].map(() => metrics.text()))).every((one) => one !== '')).toBe(true);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain('# TYPE dualedit_jobs gauge');
  for (const line of [
    'dualedit_jobs{state="done"} 1',
    'dualedit_jobs{state="queued"} 0',
    'dualedit_day_stage_seconds_sum{stage="invert"} 1.5',
    'dualedit_day_stage_count{stage="edit"} 1',
    'dualedit_deliveries_waiting{front_end="chat"} 1',
    'dualedit_workers 1',
    'dualedit_connected 1',
    'dualedit_database_up 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/process_resident_memory_bytes \d+/);
  expect(text).not.toMatch(/secret/);
  await worker.drain();
  await jobs.close();
  expect(await metrics.text()).toContain('dualedit_database_up 0');
  await server.close();
  await database.stop();
});
