import { encodeMask } from '@dualedit/foundation';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Jobs } from '../index.js';

const limits = { inFlight: 2, perHour: 4, queueLength: 5, pictureBytes: 40_000, picturePixels: 96 * 96 };

/** What may be asked for, on whichever database. */
export function admissionContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('what may be asked for', () => {
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open({ limits });
    });
    afterAll(() => jobs.close());
    let users = 0;
    let me: string;
    beforeEach(async () => {
      // Someone who has not asked before.
      me = `user-${++users}`;
      await empty(jobs);
    });

    const ask = async (name: string, changes = {}) =>
      (await jobs.enqueue(await requestOf(name, { user: me, ...changes }))).job;
    const refused = (asked: Promise<unknown>, code: string, message = /\w/) =>
      expect(asked).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/\w/),
      });

    it('holds each user to so many at a time and an hour, and the queue to its length', async () => {
      const first = await ask('a');
      await ask('b');
      await refused(ask('c'), 'limit-in-flight', /2 unfinished edits; 2 at a time/);
      await jobs.cancel(first.id);
      await jobs.cancel((await ask('c')).id);
      await jobs.cancel((await ask('d')).id);
      await refused(ask('e'), 'limit-per-hour', /4 edits within an hour/);
      await jobs.users.delete(first.user);
      await refused(ask('f'), 'limit-per-hour');
      for (const name of ['a', 'b']) await ask(name, { user: 'v1' });
      await ask('a-again', { user: 'v2' });
      await ask('b-again', { user: 'v2' });
      await ask('c-again', { user: 'v3' });
      await refused(ask('full', { user: 'v4' }), 'queue-full', /5 edits are waiting/);
      expect((await ask('a-again', { user: 'v2' })).edits[0]).toMatchObject({ source: 'a-again' });
    });

    it('holds a request to lower limits of its own, and never to higher ones', async () => {
      await ask('a', { limits: { inFlight: 1 } });
      await refused(ask('b', { limits: { inFlight: 1 } }), 'limit-in-flight', /1 at a time/);
      await refused(ask('b', { limits: { perHour: 1 } }), 'limit-per-hour', /1 are allowed/);
      await ask('b', { limits: { inFlight: 9 } });
      await refused(ask('c', { limits: { inFlight: 9 } }), 'limit-in-flight', /2 at a time/);
    });

    it('holds to the limits however many ask at once', async () => {
      const asked = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ask(name)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(await jobs.list({})).toHaveLength(2);
    });

    it('follows the rules for users and groups', async () => {
      await jobs.admin.setRule({ frontEnd: 'chat', subject: me, rule: 'block', note: 'spam' });
      await refused(ask('a'), 'user-blocked');
      await jobs.admin.setRule({ frontEnd: 'chat', subject: 'guild:7', rule: 'block', note: '' });
      await refused(ask('a', { user: 'u2', groups: ['guild:7', 'role:1'] }), 'user-blocked');
      expect((await jobs.admin.rules('chat')).map(({ subject, note }) => [subject, note])).toEqual([
        ['guild:7', ''],
        [me, 'spam'],
      ]);
      await jobs.admin.removeRule('chat', me);
      await jobs.admin.removeRule('chat', 'guild:7');
      await ask('a');
      expect(await jobs.admin.rules()).toEqual([]);
    });

    it.each([
      ['picture-unreadable', { picture: Buffer.from('no picture') }],
      ['picture-too-heavy', { picture: Buffer.alloc(40_001) }],
      ['no-edits', { edits: [] }],
      ['masks-count', { options: { masks: [Buffer.alloc(1), Buffer.alloc(1)] } }],
      ['mask-unreadable', { options: { masks: [Buffer.from('no mask')] } }],
      ['job-unknown', { picture: { job: '00000000-0000-4000-8000-000000000000', picture: 'result' } }],
    ])('refuses with %s, and stores nothing', async (code, changes) => {
      await refused(ask('a', changes), code);
      expect((await jobs.admin.figures()).pictures.count).toBe(0);
    });

    it('refuses pictures of too many pixels, masks that do not fit, and front ends without a name', async () => {
      const blank = sharp({ create: { width: 97, height: 96, channels: 3, background: 'red' } });
      await refused(ask('a', { picture: await blank.png().toBuffer() }), 'picture-too-large');
      const none = { width: 96, height: 96, data: new Uint8Array(96 * 96) };
      await refused(ask('a', { options: { masks: [await encodeMask(none)] } }), 'mask-empty');
      const small = { width: 2, height: 3, data: new Uint8Array(6).fill(255) };
      await refused(ask('a', { options: { masks: [await encodeMask(small)] } }), 'mask-size');
      const request = await requestOf('a');
      const nameless = jobs.enqueue({ ...request, user: { frontEnd: 'No Name', id: '1' } });
      await refused(nameless, 'front-end-name');
    });

    it("takes pictures and masks of the user's own earlier jobs, and nobody else's", async () => {
      const first = await ask('hat');
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await jobs.get(first.id)).finishedAt);
      await worker.drain();
      const again = await ask('again', {
        picture: { job: first.id, picture: 'result' },
        options: { masks: { job: first.id }, strength: 2 },
      });
      const [[result], [input]] = await Promise.all([
        jobs.pictures(first.id, 'result'),
        jobs.pictures(again.id, 'input'),
      ]);
      expect(input!.bytes).toEqual(result!.bytes);
      expect(await jobs.pictures(again.id, 'mask')).toHaveLength(1);
      const theirs = { user: 'u2', picture: { job: first.id, picture: 'input' } };
      await refused(ask('theirs', theirs), 'job-unknown');
      const waiting = { picture: { job: again.id, picture: 'result' } };
      await refused(ask('not-yet', waiting), 'picture-gone');
    });
  });
}
