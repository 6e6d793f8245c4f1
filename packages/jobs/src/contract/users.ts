import { describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Jobs } from '../index.js';

/** What is kept, on whichever database. */
export function usersContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('what is kept', () => {
    const finish = async (jobs: Jobs, name: string, user: string) => {
      const { job } = await jobs.enqueue(await requestOf(name, { user }));
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await jobs.get(job.id)).finishedAt);
      await worker.drain();
      return jobs.get(job.id);
    };
    const deliverAll = async (jobs: Jobs) => {
      const deliveries = jobs.deliver('chat', async () => {});
      await until(async () => !(await jobs.admin.figures()).undelivered.chat);
      await deliveries.stop();
    };

    it('is shown to its owner, and deleted when the owner asks', async () => {
      const jobs = await stores().open();
      await empty(jobs);
      const mine = await finish(jobs, 'mine', 'kept-1');
      const second = await finish(jobs, 'second', 'kept-1');
      const theirs = await finish(jobs, 'theirs', 'kept-2');
      const waiting = (await jobs.enqueue(await requestOf('waiting', { user: 'kept-1' }))).job;

      const shown = await jobs.users.show(mine.user);
      expect(shown.jobs.map(({ id }) => id)).toEqual([waiting.id, second.id, mine.id]);
      const roles = shown.pictures
        .filter(({ job }) => job === mine.id)
        .map(({ role, bytes }) => [role, bytes > 50]);
      expect(roles).toEqual([
        ['input', true],
        ['mask', true],
        ['result', true],
      ]);

      await expect(jobs.users.deleteJob(mine.id, theirs.user)).rejects.toMatchObject({ code: 'job-unknown' });
      await expect(jobs.users.deleteJob(waiting.id)).rejects.toMatchObject({ code: 'job-unfinished' });
      await jobs.users.deleteJob(second.id, mine.user);
      expect(await jobs.users.delete(mine.user)).toEqual({ jobs: 2, notes: 0 });
      expect(await jobs.users.show(mine.user)).toMatchObject({
        jobs: [],
        pictures: [],
        rules: [],
        notes: [],
      });
      expect(await jobs.pictures(mine.id, 'input')).toEqual([]);
      expect((await jobs.list({})).map(({ id }) => id)).toEqual([theirs.id]);
      const delivered: string[] = [];
      const deliveries = jobs.deliver('chat', async ({ job }) => void delivered.push(job.id));
      await until(() => delivered.length === 1);
      await deliveries.stop();
      expect(delivered).toEqual([theirs.id]);
      await jobs.users.delete(theirs.user);
      await jobs.close();
    });

    it('notes: the last one of a name, until its time is over or its owner deletes everything', async () => {
      const jobs = await stores().open();
      const ada = { frontEnd: 'chat', id: 'ada' };
      const eve = { frontEnd: 'chat', id: 'eve' };
      await jobs.notes.write(ada, 'settings', { language: 'de' });
      await jobs.notes.write(ada, 'settings', { language: 'fr', as: ['file', null, 1] });
      await jobs.notes.write(eve, 'settings', 'hers');
      await jobs.notes.write(ada, 'short', true, { hours: 0 });
      await jobs.notes.write(ada, 'long', true, { hours: 1 });
      expect(await jobs.notes.read(ada, 'settings')).toEqual({ language: 'fr', as: ['file', null, 1] });
      expect(await jobs.notes.read(ada, 'short')).toBeUndefined();
      expect(await jobs.notes.read(ada, 'nothing')).toBeUndefined();
      expect((await jobs.users.show(ada)).notes).toMatchObject([
        { name: 'long', value: true },
        { name: 'settings', until: null },
      ]);
      const deleted = await jobs.users.delete(ada);
      expect(deleted.jobs).toBe(0);
      // What is over may be swept already.
      expect([2, 3]).toContain(deleted.notes);
      expect(await jobs.notes.read(ada, 'settings')).toBeUndefined();
      expect(await jobs.notes.read(eve, 'settings')).toBe('hers');
      await jobs.users.delete(eve);
      await jobs.close();
    });

    it('goes when its time is over: the pictures, then the rest; what is undelivered stays', async () => {
      const before = await stores().open({ keepPicturesHours: 0 });
      const delivered = await finish(before, 'delivered', 'kept-1');
      await deliverAll(before);
      const undelivered = await finish(before, 'undelivered', 'kept-2');
      await before.close();

      const after = await stores().open();
      await until(async () => (await after.pictures(delivered.id, 'result')).length === 0);
      expect(await after.pictures(undelivered.id, 'result')).toHaveLength(1);
      expect(await after.get(delivered.id)).toMatchObject({ state: 'done', command: 'delivered→red' });
      await deliverAll(after);
      await after.close();

      const much = await stores().open({ keepJobsDays: 0 });
      await until(async () => (await much.list({})).length === 0);
      expect((await much.admin.figures()).pictures).toEqual({ count: 0, bytes: 0 });
      await much.close();
    });
  });
}
