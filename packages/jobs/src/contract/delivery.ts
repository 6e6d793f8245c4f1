import { changeName } from '@dualedit/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import { DeliverLater, type Delivery, type Jobs, Undeliverable } from '../index.js';

/** Delivery, on whichever database. */
export function deliveryContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('delivery', () => {
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open({ limits: { inFlight: 50, perHour: 500 } });
    });
    afterAll(() => jobs.close());
    beforeEach(() => empty(jobs));

    const finish = async (names: string[]) => {
      for (const name of names) await jobs.enqueue(await requestOf(name));
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await jobs.list({ states: ['queued', 'masks', 'editing'] })).length === 0);
      await worker.drain();
    };
    const undelivered = async () => (await jobs.admin.figures()).undelivered.chat ?? 0;

    it('hands over what finished while nobody was there, once, with its pictures', async () => {
      const names = Array.from({ length: 8 }, (_, i) => `thing-${i}`);
      await finish(names.slice(1));
      const { job } = await jobs.enqueue(await requestOf('thing-0'));
      await jobs.cancel(job.id);
      expect(await undelivered()).toBe(8);
      const got: Delivery[] = [];
      const sizes: number[] = [];
      const take = async (delivery: Delivery) => {
        got.push(delivery);
        const [picture] = await jobs.pictures(delivery.job.id, 'result');
        if (picture) sizes.push(picture.bytes.length);
      };
      const deliveries = [jobs.deliver('chat', take, { concurrency: 2 }), jobs.deliver('chat', take)];
      await until(async () => (await undelivered()) === 0);
      await Promise.all(deliveries.map((each) => each.stop()));
      expect(got.map(({ job }) => changeName(job.edits[0]!)).toSorted()).toEqual(names);
      expect(got.every(({ attempt, key, job }) => attempt === 1 && key === job.id)).toBe(true);
      expect(got.find(({ job }) => job.state === 'cancelled')!.job.address).toEqual({ message: 'm-thing-0' });
      expect(sizes).toHaveLength(7);
      await jobs.deliver('chat', () => Promise.reject(new Error('nothing is left'))).stop();
    });

    it('hands over again what failed, with what was marked', async () => {
      await finish(['hat']);
      const attempts: unknown[] = [];
      const deliveries = jobs.deliver('chat', async ({ attempt, marked, mark }) => {
        attempts.push([attempt, marked]);
        await mark({ sent: attempt });
        if (attempt < 3) throw new Error('the platform is down');
      });
      await until(async () => (await undelivered()) === 0);
      await deliveries.stop();
      expect(attempts).toEqual([
        [1, undefined],
        [2, { sent: 1 }],
        [3, { sent: 2 }],
      ]);
      expect(stores().troubles.some((error) => (error as Error).message === 'the platform is down')).toBe(
        true,
      );
    });

    it('waits when told to, which counts as no attempt, and gives up when told to', async () => {
      await finish(['later', 'never']);
      const calls: string[] = [];
      const deliveries = jobs.deliver('chat', async ({ job, attempt }) => {
        const name = changeName(job.edits[0]!);
        calls.push(`${name} ${attempt}`);
        if (name === 'never') throw new Undeliverable('the chat is gone');
        if (calls.filter((call) => call.startsWith('later')).length < 3) throw new DeliverLater(0.05);
      });
      await until(async () => (await undelivered()) === 0);
      await deliveries.stop();
      expect(calls.toSorted()).toEqual(['later 1', 'later 1', 'later 1', 'never 1']);
      expect((await jobs.admin.figures()).undeliverable).toEqual({ chat: 1 });

      const user = { frontEnd: 'chat', id: 'u1' };
      const [never, ...more] = await jobs.list({ user, delivery: ['given-up'] });
      expect(more).toEqual([]);
      expect(never!.edits[0]).toMatchObject({ source: 'never' });
      const [later] = await jobs.list({ user, delivery: ['delivered'] });
      await jobs.handedOver(never!.id);
      await jobs.handedOver(later!.id);
      expect(await jobs.list({ user, delivery: ['given-up'] })).toEqual([]);
      expect((await jobs.get(never!.id)).delivery).toBe('delivered');
      expect((await jobs.get(later!.id)).picturesUntil).toEqual(later!.picturesUntil);
    });

    it('keeps front ends apart', async () => {
      await finish(['hat']);
      const got: string[] = [];
      const deliveries = jobs.deliver('other', async ({ key }) => void got.push(key));
      const request = await requestOf('later', { user: 'u2' });
      const { job } = await jobs.enqueue({ ...request, user: { frontEnd: 'other', id: 'u2' } });
      await jobs.cancel(job.id);
      await until(() => got.includes(job.id));
      await deliveries.stop();
      expect(got).toEqual([job.id]);
      expect(await undelivered()).toBe(1);
    });
  });
}
