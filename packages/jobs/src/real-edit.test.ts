// The editor itself, in its own process, with the embedded pack.
import { readdirSync, readFileSync } from 'node:fs';
import { parseCommand } from '@dualedit/commands';
import { startEditor } from '@dualedit/core';
import { renderMasks, renderScene } from '@dualedit/diorama';
import { decodePicture, encodeMask } from '@dualedit/foundation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { empty, openStores, until } from '../testing/opened.mjs';
import { PROMPT, requestOf, SCENE } from '../testing/requests.mjs';
import { type Job, type Jobs, openJobs, type Worker } from './index.js';

let stores: Awaited<ReturnType<typeof openStores>>;
let jobs: Jobs;
let worker: Worker;
beforeAll(async () => {
  stores = await openStores('embedded', openJobs);
  jobs = await stores.open();
  worker = await jobs.startWorker({ editor: () => startEditor(), name: 'w' });
});
afterAll(async () => {
  await worker.drain();
  await stores.close();
});

const ask = async (command: string, options = {}) => {
  await empty(jobs);
  const edits = parseCommand(command, { region: true });
  const request = await requestOf(command, { command, edits, options: { prompt: PROMPT, ...options } });
  return (await jobs.enqueue(request)).job.id;
};
const ended = (id: string) =>
  until(async () => {
    const job = await jobs.get(id);
    return job.finishedAt && job;
  }, 100) as Promise<Job>;
const editing = (id: string) =>
  until(async () => {
    const { state, fraction } = await jobs.get(id);
    return state === 'editing' && fraction > 0.05;
  }, 100);
const mask = async () => encodeMask((await renderMasks(SCENE, 96))[1]!.visible);

it('edits inside the masks that it found, and keeps everything that does it again', async () => {
  const job = await ended(await ask('ball→red', { settings: { steps: 5 }, format: 'webp' }));
  expect(job).toMatchObject({
    state: 'done',
    failedTries: [],
    result: {
      prompts: { target: 'a cat next to a red ball in the snow' },
      metrics: { maxChangeOutside: 0 },
      config: { settings: { steps: 5 } },
    },
  });
  expect(await jobs.pictures(job.id, 'mask')).toHaveLength(1);
  const [result] = await jobs.pictures(job.id, 'result');
  const [before, after] = [await renderScene(SCENE, 96), await decodePicture(result!.bytes)];
  expect(result!.format).toBe('webp');
  expect(after).toMatchObject({ width: 96, height: 96 });
  expect(after.data.some((value, i) => value !== before.data[i])).toBe(true);
});

it('makes changes of every kind, as they were stored', async () => {
  const removed = await ended(await ask('remove the ball', { settings: { steps: 3 } }));
  expect(removed).toMatchObject({
    state: 'done',
    edits: [{ kind: 'removal', source: 'ball' }],
    result: { prompts: { target: 'a cat in the snow' }, checks: { edits: [{ kind: 'removal' }] } },
  });
  const behind = { width: 96, height: 96, data: new Uint8Array(96 * 96).fill(255) };
  const masks = [await encodeMask(behind), await mask()];
  const both = await ended(await ask('background→beach, + hat', { settings: { steps: 3 }, masks }));
  expect(both).toMatchObject({
    state: 'done',
    edits: [{ kind: 'background' }, { kind: 'insertion' }],
    result: { prompts: { target: 'a cat next to a blue ball and a hat on the beach' } },
  });
});

// The engine's process is found in /proc.
it.skipIf(process.platform !== 'linux')(
  'runs an edit again whose engine was killed, and cancels one between two model runs',
  async () => {
    const options = { settings: { steps: 60 }, masks: [await mask()] };
    const crashed = await ask('ball→red', options);
    await editing(crashed);
    process.kill(enginePid(), 'SIGKILL');
    await until(async () => (await jobs.get(crashed)).failedTries.length === 1);
    expect((await jobs.get(crashed)).failedTries).toMatchObject([
      { worker: 'w', error: { code: 'engine-crashed' } },
    ]);
    await editing(crashed);
    await jobs.cancel(crashed);
    expect(await ended(crashed)).toMatchObject({ state: 'cancelled' });
  },
);

it('fails with what the engine says, at once', async () => {
  const job = await ended(await ask('ball→turquoise'));
  expect(job).toMatchObject({ state: 'failed', error: { code: 'word-unknown' }, failedTries: [] });
  expect(job.error!.hint).toMatch(/\w/);
});

/** The engine's process: the one child of this one that runs the host's program. */
function enginePid(): number {
  const isEngine = (pid: string) => {
    const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
    const parent = read('stat').split(') ')[1]!.split(' ')[1];
    return Number(parent) === process.pid && read('cmdline').includes('core/dist/host');
  };
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return Number(
    processes.find((pid) => {
      try {
        return isEngine(pid);
      } catch {
        return false; // It has just ended.
      }
    }),
  );
}
