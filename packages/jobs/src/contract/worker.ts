import { DualeditError } from '@dualedit/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Jobs } from '../index.js';

const failure = (code: string) => new DualeditError({ code, message: `It is ${code}.`, hint: 'Do so.' });

/** The worker, on whichever database. */
export function workerContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('the worker', () => {
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open();
    });
    afterAll(() => jobs.close());
    beforeEach(() => empty(jobs));

    const ask = async (name: string, changes = {}) =>
      (await jobs.enqueue(await requestOf(name, changes))).job;
    const finished = (id: string) =>
      until(async () => {
        const job = await jobs.get(id);
        return job.finishedAt && job;
      });
    /** An editor that fails first, as long as there are errors. */
    const failing = (errors: Error[]) => {
      const editor = quickEditor();
      return {
        ...editor,
        edit: async (request: Parameters<typeof editor.edit>[0]) => {
          const error = errors.shift();
          if (error) throw error;
          return editor.edit(request);
        },
      };
    };

    it('tries again what may pass, and keeps every reason', async () => {
      const errors = [failure('engine-crashed'), new Error('who knows')];
      const worker = await jobs.startWorker({ editor: async () => failing(errors), name: 'w' });
      const job = await finished((await ask('hat')).id);
      expect(job).toMatchObject({ state: 'done', fraction: 1 });
      expect(job.failedTries).toMatchObject([
        { worker: 'w', error: { code: 'engine-crashed', hint: 'Do so.' } },
        { worker: 'w', error: { code: 'internal', message: expect.stringContaining('who knows') } },
      ]);
      await worker.drain();
    });

    it('keeps what came of each edit; one that did not come out is delivered, and says so', async () => {
      const mask = { width: 96, height: 96, data: new Uint8Array(96 * 96).fill(255) };
      const unnamed = [{ name: 'cat', mask, score: 0.9 }];
      const editor = async () => quickEditor({ outcome: 'missing', unnamed });
      const worker = await jobs.startWorker({ editor });
      const job = await finished((await ask('hat', { user: 'u9' })).id);
      expect(job).toMatchObject({
        state: 'done',
        result: {
          checks: { edits: [{ outcome: 'missing', source: 'hat' }], passed: false },
          unnamed: ['cat'],
        },
      });
      expect(job.result).not.toHaveProperty('retried');
      expect(await jobs.pictures(job.id, 'result')).toHaveLength(1);
      expect(await jobs.pictures(job.id, 'kept')).toMatchObject([{ role: 'kept', index: 0, format: 'png' }]);
      await worker.drain();
    });

    it('gives up after three tries, until an administrator has it tried again', async () => {
      const errors = ['1', '2', '3'].map(() => failure('out-of-memory'));
      const worker = await jobs.startWorker({ editor: async () => failing(errors) });
      const job = await finished((await ask('hat')).id);
      expect(job).toMatchObject({ state: 'failed', error: { code: 'out-of-memory' } });
      expect(job.failedTries).toHaveLength(3);
      await expect(jobs.admin.retry((await jobs.admin.retry(job.id)).id)).rejects.toMatchObject({
        code: 'job-not-failed',
      });
      expect(await finished(job.id)).toMatchObject({ state: 'done' });
      await worker.drain();
    });

    it('does not try again what would only happen again', async () => {
      const worker = await jobs.startWorker({ editor: async () => failing([failure('word-unknown')]) });
      const job = await finished((await ask('hat')).id);
      expect(job).toMatchObject({ state: 'failed', error: { code: 'word-unknown', hint: 'Do so.' } });
      expect(job.failedTries).toEqual([]);
      const { day } = await jobs.admin.figures();
      expect(day.errors).toMatchObject({ 'word-unknown': 1 });
      await worker.drain();
    });

    it('cancels what waits and what runs, for its owner alone', async () => {
      const running = await ask('running', { user: 'u1' });
      const queued = await ask('queued', { user: 'u2' });
      const worker = await jobs.startWorker({ editor: async () => quickEditor({ milliseconds: 60_000 }) });
      await until(async () => (await jobs.get(running.id)).state === 'editing');
      const stranger = { frontEnd: 'chat', id: 'u3' };
      await expect(jobs.cancel(running.id, stranger)).rejects.toMatchObject({ code: 'job-unknown' });
      expect(await jobs.cancel(queued.id, queued.user)).toMatchObject({ state: 'cancelled' });
      expect(await jobs.cancel(running.id, running.user)).toMatchObject({ cancelling: true });
      expect(await finished(running.id)).toMatchObject({ state: 'cancelled', cancelling: false });
      expect(await jobs.cancel(running.id)).toMatchObject({ state: 'cancelled' });
      await worker.drain();
    });

    it('gives back what it runs when it must end at once, which counts as no try', async () => {
      const { id } = await ask('hat');
      const slow = await jobs.startWorker({ editor: async () => quickEditor({ milliseconds: 60_000 }) });
      await until(async () => (await jobs.get(id)).state === 'editing');
      await slow.drain(0);
      expect(await jobs.get(id)).toMatchObject({ state: 'queued', fraction: 0, failedTries: [] });
      const quick = await jobs.startWorker({ editor: async () => quickEditor() });
      expect(await finished(id)).toMatchObject({ state: 'done', failedTries: [] });
      await quick.drain();
    });

    it('finishes what it runs when it drains, and takes nothing new', async () => {
      const [first, second] = [await ask('first', { user: 'u1' }), await ask('second', { user: 'u2' })];
      let looked = false;
      const between = async () => void (await until(() => looked));
      const worker = await jobs.startWorker({ editor: async () => quickEditor({ between }) });
      await until(async () => (await jobs.get(first.id)).state === 'editing');
      expect((await jobs.admin.figures()).workers).toMatchObject([{ job: first.id, pid: process.pid }]);
      const drained = worker.drain();
      looked = true;
      await drained;
      await worker.ended;
      expect((await jobs.get(first.id)).state).toBe('done');
      expect((await jobs.get(second.id)).state).toBe('queued');
      expect((await jobs.admin.figures()).workers).toEqual([]);
    });

    it('takes nothing while jobs are paused', async () => {
      await jobs.admin.pause('maintenance');
      const { id } = await ask('hat');
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await jobs.admin.figures()).toMatchObject({ paused: 'maintenance', jobs: { queued: 1 } });
      await jobs.admin.resume();
      expect(await finished(id)).toMatchObject({ state: 'done' });
      expect((await jobs.admin.figures()).paused).toBeUndefined();
      await worker.drain();
    });

    it('stops when its job is deleted', async () => {
      const { id, user } = await ask('hat');
      const worker = await jobs.startWorker({ editor: async () => quickEditor({ milliseconds: 60_000 }) });
      await until(async () => (await jobs.get(id)).state === 'editing');
      expect(await jobs.users.delete(user)).toMatchObject({ jobs: 1 });
      await worker.drain();
      expect(await jobs.list({})).toEqual([]);
    });

    it('says why an editor cannot be loaded, and leaves nothing behind', async () => {
      const editor = () => Promise.reject(failure('pack-missing'));
      await expect(jobs.startWorker({ editor })).rejects.toMatchObject({ code: 'pack-missing' });
      expect((await jobs.admin.figures()).workers).toEqual([]);
    });
  });
}
