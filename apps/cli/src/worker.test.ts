import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { finished, scratch, start } from './testing/process.js';

// Making an embedded database takes seconds, and many where others use the machine.
vi.setConfig({ testTimeout: 240_000 });

it('runs a worker until it is told to end, and refuses a second one on the folder by its process', async () => {
  const folder = join(await scratch(), 'jobs');
  const env = { TMPDIR: join(folder, '..') };
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
