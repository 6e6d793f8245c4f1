import { changeName, decodePicture } from '@dualedit/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Job, Jobs } from '../index.js';

/** The queue, on whichever database. */
export function queueContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('the queue', () => {
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open({ limits: { inFlight: 20, perHour: 1000 } });
    });
    afterAll(() => jobs.close());
    beforeEach(async () => {
      await empty(jobs);
      await jobs.admin.resume();
    });

    const ask = async (name: string, changes = {}) =>
      (await jobs.enqueue(await requestOf(name, changes))).job;
    /** The names of edits in the order in which a single worker takes them. */
    const takeAll = async (count: number) => {
      const order: string[] = [];
      const onRun = ({ name, phase }: { name: string; phase: string }) =>
        phase === 'start' && order.push(name);
      const worker = await jobs.startWorker({ editor: async () => quickEditor({ onRun }) });
      await jobs.admin.resume();
      await until(async () => (await jobs.list({ states: ['done'] })).length === count);
      await worker.drain();
      return order;
    };

    it('keeps a request as it was made, and answers a repeated one with the same job', async () => {
      const job = await ask('hat', { options: { strength: 1.5, format: 'webp' } });
      expect(job).toMatchObject({
        user: { frontEnd: 'chat', id: 'u1' },
        address: { message: 'm-hat' },
        command: 'hat→red',
        options: { strength: 1.5, format: 'webp' },
        priority: 'normal',
        state: 'queued',
        place: 1,
        fraction: 0,
      });
      const again = await jobs.enqueue(await requestOf('hat', { command: 'another' }));
      expect(again).toMatchObject({ repeated: true, job: { id: job.id, command: 'hat→red' } });
      expect(await jobs.list({})).toHaveLength(1);
      await jobs.setAddress(job.id, { message: 'status' });
      expect((await jobs.get(job.id)).address).toEqual({ message: 'status' });
      const [input] = await jobs.pictures(job.id, 'input');
      expect(Buffer.from(input!.bytes).equals((await requestOf('hat')).picture as Uint8Array)).toBe(true);
    });

    it('stores many requests at once, each once, even under one key', async () => {
      const asked = await Promise.all(
        Array.from({ length: 12 }, (_, i) => ask(`thing-${i % 4}`, { user: `u${i % 4}` })),
      );
      expect(new Set(asked.map(({ id }) => id)).size).toBe(4);
      expect(await jobs.list({})).toHaveLength(4);
      expect(asked.map(({ place }) => place!).toSorted((a, b) => b - a)[0]).toBeLessThanOrEqual(4);
    });

    it('gives users turns, within each priority, and says so by their places', async () => {
      await jobs.admin.pause('to fill the queue');
      const asked = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'];
      for (const name of asked) await ask(name, { user: name[0] });
      await ask('d1-batch', { user: 'd', priority: 'batch' });
      await ask('e1-urgent', { user: 'e', priority: 'urgent' });
      const fair = ['e1-urgent', 'a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', 'd1-batch'];
      const places = (await jobs.list({ states: ['queued'] })).toSorted((a, b) => a.place! - b.place!);
      expect(places.map(({ edits }) => changeName(edits[0]!))).toEqual(fair);
      expect(await takeAll(asked.length + 2)).toEqual(fair);
    });

    it('lets nobody who waits be overtaken by those who come later, however many', async () => {
      await jobs.admin.pause('to fill the queue');
      for (const name of ['a1', 'a2', 'a3']) await ask(name, { user: 'a' });
      const order: string[] = [];
      const onRun = async ({ name, phase }: { name: string; phase: string }) => {
        if (phase === 'end') return;
        order.push(name);
        // Two newcomers for every job taken.
        for (const n of [1, 2])
          if (order.length < 20) await ask(`new-${order.length}-${n}`, { user: name + n });
      };
      const worker = await jobs.startWorker({
        editor: async () => {
          const editor = quickEditor();
          return {
            ...editor,
            edit: async (request) => {
              await onRun({ name: changeName(request.edits[0]!), phase: 'start' });
              return editor.edit(request);
            },
          };
        },
      });
      await jobs.admin.resume();
      await until(async () => order.includes('a3'));
      await worker.drain();
      // Newcomers never cease, each with a first job; their rounds pass all the same.
      expect(order.indexOf('a2')).toBeLessThan(4);
      expect(order.indexOf('a3')).toBeLessThan(20);
    });

    it('reports place, masks, progress, previews and the end to who watches', async () => {
      const seen: Job[] = [];
      const stop = jobs.watch({ user: { frontEnd: 'chat', id: 'u1' } }, (job) => seen.push(job));
      await jobs.admin.pause('to see it wait');
      const { id } = await ask('hat');
      await ask('of-another', { user: 'u2' });
      await until(() => seen.some(({ state, place }) => state === 'queued' && place === 1));
      let looked = false;
      const between = async (step: number) => {
        // The edit goes on when its progress, and in its middle its pictures, have been seen.
        await until(() => seen.some(({ fraction }) => fraction > step - 0.05));
        if (step >= 0.5) await until(() => looked);
      };
      const worker = await jobs.startWorker({
        editor: async () => quickEditor({ milliseconds: 1, between }),
      });
      await jobs.admin.resume();
      await until(() => seen.some(({ state, preview }) => state === 'editing' && preview > 0));
      const [mask] = await jobs.pictures(id, 'mask');
      expect(mask).toMatchObject({ format: 'png', index: 0 });
      const [preview] = await jobs.pictures(id, 'preview');
      expect(await decodePicture(preview!.bytes)).toMatchObject({ width: 96, height: 96 });
      looked = true;
      await until(() => seen.some(({ state }) => state === 'done'));
      stop();
      await worker.drain();
      expect(new Set(seen.map((job) => job.id))).toEqual(new Set([id]));
      const fractions = seen.map(({ fraction }) => fraction);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      expect(fractions.filter((fraction) => fraction > 0 && fraction < 1).length).toBeGreaterThan(2);
      expect(await jobs.pictures(id, 'preview')).toEqual([]);
      const { result } = await jobs.get(id);
      expect(result).toMatchObject({ prompts: { source: 'a hat' }, config: { pack: 'quick' } });
    });

    it('reckons the remaining time from recent jobs, the place and the workers', async () => {
      await ask('first');
      expect((await jobs.get((await jobs.list({}))[0]!.id)).etaSeconds).toBeUndefined();
      await takeAll(1);
      await jobs.admin.pause('to see them wait');
      const near = await ask('second');
      const far = await ask('third');
      expect(near.etaSeconds).toBeGreaterThanOrEqual(1);
      expect(far.etaSeconds).toBeGreaterThanOrEqual(near.etaSeconds!);
    });

    it('says which id is unknown', async () => {
      for (const id of ['5', '00000000-0000-4000-8000-000000000000']) {
        await expect(jobs.get(id)).rejects.toMatchObject({ code: 'job-unknown', received: id });
        await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'job-unknown' });
        await expect(jobs.setAddress(id, {})).rejects.toMatchObject({ code: 'job-unknown' });
      }
    });
  });
}
