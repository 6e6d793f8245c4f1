import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import { tracesIn } from '../../testing/traces.mjs';
import type { Jobs } from '../index.js';

const MIB = 2 ** 20;
const PICTURE_BYTES = 3 * MIB;

/** That deleted means gone from the disk, on whichever database. */
export function erasureContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('what is deleted', () => {
    const opened = async (work: (jobs: Jobs) => Promise<void>, options = {}) => {
      const jobs = await stores().open({ limits: { inFlight: 50, perHour: 1000 }, ...options });
      await empty(jobs);
      await work(jobs);
      await jobs.close();
    };
    const mark = () => randomBytes(24);
    const word = () => `mark-${randomBytes(12).toString('hex')}`;
    /** A picture, and after it what no decoder looks at. */
    const marked = async (bytes: Buffer) => {
      const rest = randomBytes(PICTURE_BYTES);
      for (let at = 1000; at + bytes.length < rest.length; at += 100_000) bytes.copy(rest, at);
      return Buffer.concat([(await requestOf('hat')).picture as Buffer, rest]);
    };
    const ask = async (jobs: Jobs, user: string, changes = {}) =>
      (await jobs.enqueue(await requestOf('hat', { user, key: word(), ...changes }))).job;
    const edit = async (jobs: Jobs, id: string) => {
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await jobs.get(id)).finishedAt);
      await worker.drain();
    };
    const traces = (marks: Record<string, Buffer>) => tracesIn(stores().database.folder, marks);
    const gone = (marks: Record<string, Buffer>) =>
      until(
        async () => {
          const { counts } = await traces(marks);
          return Object.values(counts).every((count) => count === 0);
        },
        200,
        200,
      );

    it('is in no file any more: pictures, words and notes; others keep theirs', () =>
      opened(async (jobs) => {
        const [picture, theirs] = [mark(), mark()];
        const [command, note] = [word(), word()];
        const other = await ask(jobs, 'other', { picture: await marked(theirs) });
        const { id, user } = await ask(jobs, 'me', { picture: await marked(picture), command });
        await edit(jobs, id);
        await jobs.notes.write(user, 'settings', note);
        const marks = { picture, command: Buffer.from(command), note: Buffer.from(note) };
        for (const count of Object.values((await traces(marks)).counts)) expect(count).toBeGreaterThan(0);

        expect(await jobs.users.delete(user)).toMatchObject({ jobs: 1 });
        await gone(marks);
        const [input] = await jobs.pictures(other.id, 'input');
        expect(Buffer.from(input!.bytes).indexOf(theirs)).toBeGreaterThan(0);
        await jobs.users.delete(other.user);
        await gone({ theirs });
      }));

    it('is in no file any more, where one job was deleted', () =>
      opened(async (jobs) => {
        const picture = mark();
        const { id, user } = await ask(jobs, 'me', { picture: await marked(picture) });
        await edit(jobs, id);
        await jobs.users.deleteJob(id, user);
        await gone({ picture });
      }));

    // A process that has just erased waits a while before it does so again; each round is another's.
    it('frees its space, however often', async () => {
      const used: number[] = [];
      for (let round = 0; round < 3; round++) {
        await opened(async (jobs) => {
          const picture = mark();
          const bytes = await marked(picture);
          const jobsOfRound = [];
          for (let i = 0; i < 4; i++) jobsOfRound.push(await ask(jobs, 'me', { picture: bytes }));
          await jobs.users.delete(jobsOfRound[0]!.user);
          await gone({ picture });
          used.push((await traces({})).bytes);
        });
      }
      expect(used.at(-1)! - used[0]!).toBeLessThan(MIB);
    });

    it('is in no file any more when its time was over', async () => {
      const picture = mark();
      let delivered = '';
      await opened(
        async (jobs) => {
          const { id } = await ask(jobs, 'me', { picture: await marked(picture) });
          delivered = id;
          await edit(jobs, id);
          const deliveries = jobs.deliver('chat', async () => {});
          await until(async () => (await jobs.get(id)).delivery === 'delivered');
          await deliveries.stop();
        },
        { keepPicturesHours: 0 },
      );
      const after = await stores().open();
      await gone({ picture });
      expect(await after.pictures(delivered, 'input')).toEqual([]);
      expect(await after.get(delivered)).toMatchObject({ state: 'done' });
      await after.close();
    });
  });
}
