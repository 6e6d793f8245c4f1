import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Jobs } from '../index.js';

/** Quotas, moderation and variants, on whichever database. */
export function quotasContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('quotas and moderation', () => {
    const limits = { inFlight: 50, perHour: 4, perDay: 6 };
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open({ limits });
    });
    afterAll(() => jobs.close());
    let users = 0;
    let me: string;
    beforeEach(async () => {
      me = `quota-${++users}`;
      await empty(jobs);
    });

    let asked = 0;
    const ask = async (changes = {}) =>
      (await jobs.enqueue(await requestOf(`thing-${++asked}`, { user: me, ...changes }))).job;
    const refused = (request: Promise<unknown>, code: string, received: object) =>
      expect(request).rejects.toMatchObject({ code, received: expect.objectContaining(received) });
    const user = () => ({ frontEnd: 'chat', id: me });

    it('say what is left, and in how many seconds there is more', async () => {
      expect(await jobs.quotas.of(user())).toEqual({
        inFlight: { used: 0, most: 50 },
        hour: { used: 0, most: 4 },
        day: { used: 0, most: 6 },
      });
      for (let i = 0; i < 4; i++) await ask();
      const { hour, day } = await jobs.quotas.of(user());
      expect(hour).toMatchObject({ used: 4, most: 4 });
      expect(hour.nextInSeconds).toBeGreaterThan(3_400);
      expect(day!.nextInSeconds).toBeGreaterThan(86_000);
      await refused(ask(), 'limit-per-hour', { used: 4, most: 4, seconds: expect.any(Number) });
    });

    it('of a place hold for all in it, of a role for whoever has it, and never beyond the operator’s', async () => {
      const groups = ['guild:1', `member:1:${me}`];
      await jobs.quotas.set({
        frontEnd: 'chat',
        subject: 'guild:1',
        place: 'guild:1',
        eachDay: 1,
        allDay: 3,
      });
      await jobs.quotas.set({ frontEnd: 'chat', subject: 'role:9', place: 'guild:1', eachDay: 100 });
      await ask({ groups });
      await refused(ask({ groups }), 'limit-per-day', { used: 1, most: 1 });
      const helper = [...groups, 'role:9'];
      expect((await jobs.quotas.of(user(), helper)).day).toMatchObject({ used: 1, most: 6 });
      await ask({ groups: helper });
      await ask({ groups: helper });
      await refused(ask({ groups: helper }), 'limit-place', { used: 3, most: 3 });
      await ask();
      await jobs.quotas.set({ frontEnd: 'chat', subject: 'guild:1', place: 'guild:1' });
      expect((await jobs.quotas.list('chat', 'guild:1')).map(({ subject }) => subject)).toEqual(['role:9']);
    });

    it('hold a pause between two requests, and do not count what goes on with an earlier one', async () => {
      const groups = ['chat:77'];
      await jobs.quotas.set({ frontEnd: 'chat', subject: 'chat:77', place: 'chat:77', cooldownSeconds: 500 });
      const first = await ask({ groups });
      await refused(ask({ groups }), 'limit-cooldown', { seconds: expect.any(Number) });
      await ask({ groups, continues: first.id });
      expect((await jobs.quotas.of(user())).hour.used).toBe(1);
      await expect(ask({ user: 'somebody', continues: first.id })).rejects.toMatchObject({
        code: 'job-unknown',
      });
    });

    it('a block has a reason and an end; banned words hold in their place and language', async () => {
      const until = new Date(Date.now() + 3_600_000);
      await jobs.admin.setRule({ frontEnd: 'chat', subject: me, rule: 'block', note: 'spam', until });
      await refused(ask(), 'user-blocked', { reason: 'spam', seconds: expect.any(Number) });
      await jobs.admin.setRule({
        frontEnd: 'chat',
        subject: me,
        rule: 'block',
        note: 'old',
        until: new Date(0),
      });
      await ask();
      expect(await jobs.admin.rules('chat')).toEqual([]);

      const phrase = { frontEnd: 'chat', place: 'chat:5', locale: 'de', phrase: 'Böse Katze' };
      await jobs.moderation.ban(phrase);
      const german = { address: { locale: 'de-AT' }, command: 'mach die BÖSE  katze rot' };
      await expect(ask({ ...german, groups: ['chat:5'] })).rejects.toMatchObject({
        code: 'words-banned',
        received: 'Böse Katze',
      });
      await ask({ ...german, groups: ['chat:6'] });
      await ask({ ...german, address: { locale: 'fr' }, groups: ['chat:5'] });
      expect(await jobs.moderation.unban(phrase)).toBe(true);
      expect(await jobs.moderation.banned('chat')).toEqual([]);
    });

    it('where only those on a list may ask, a chat that is not on it is told so', async () => {
      // one process at a time has the embedded database
      await jobs.close();
      const closed = await stores().open({ limits: { allowListOnly: true } });
      onTestFinished(async () => {
        await closed.close();
        jobs = await stores().open({ limits });
      });
      const request = await requestOf(`listed-${++asked}`, { user: me });
      const inGroup = { ...request, groups: ['guild:3', 'channel:4'] };
      await expect(closed.enqueue(request)).rejects.toMatchObject({ code: 'user-not-allowed' });
      await expect(closed.enqueue(inGroup)).rejects.toMatchObject({ code: 'chat-not-allowed' });
      const rule = { frontEnd: 'chat', subject: 'channel:4', rule: 'allow' as const, note: '' };
      await closed.admin.setRule(rule);
      await closed.enqueue(inGroup);
      await closed.admin.removeRule('chat', 'channel:4');
    });

    it('a chat that got another name keeps its rules, its quotas and its count', async () => {
      await jobs.quotas.set({ frontEnd: 'chat', subject: 'chat:-1', place: 'chat:-1', allDay: 1 });
      await jobs.admin.setRule({ frontEnd: 'chat', subject: 'chat:-1', rule: 'allow', note: '' });
      await ask({ groups: ['chat:-1'] });
      const act = { frontEnd: 'chat', place: 'chat:-1', actor: me, action: 'limits', about: '', note: '1' };
      await jobs.moderation.record(act);
      await jobs.moderation.renamePlace('chat', 'chat:-1', 'chat:-100');
      await refused(ask({ groups: ['chat:-100'] }), 'limit-place', { used: 1 });
      expect((await jobs.admin.rules('chat')).map(({ subject }) => subject)).toEqual(['chat:-100']);
      expect(await jobs.moderation.acts('chat', 'chat:-100')).toMatchObject([{ ...act, place: 'chat:-100' }]);
      await jobs.admin.removeRule('chat', 'chat:-100');
    });

    it('variants are stored, and any of them can become the result', async () => {
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      const { id } = await ask({ options: { variants: 3 } });
      const job = await until(async () => {
        const found = await jobs.get(id);
        return found.finishedAt && found;
      });
      expect(job.result).toMatchObject({ chosen: 0, variants: [{ method: 'mde' }, {}, { method: 'mag' }] });
      const variants = await jobs.pictures(id, 'variant');
      const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
      const result = async () => pixels((await jobs.pictures(id, 'result'))[0]!.bytes);
      expect(await result()).toEqual(await pixels(variants[0]!.bytes));
      const picked = await jobs.pick(id, 2);
      expect(picked.result).toMatchObject({ chosen: 2, config: { method: 'mag' } });
      expect(await result()).toEqual(await pixels(variants[2]!.bytes));
      await expect(jobs.pick(id, 3)).rejects.toMatchObject({ code: 'variant-unknown' });
      await worker.drain();
    });

    it('a picture comes back as its own kind, with what that does not keep; a PNG says how it was made', async () => {
      const worker = await jobs.startWorker({ editor: async () => quickEditor() });
      const done = async (format: 'jpeg' | 'png', options = {}) => {
        const create = { width: 64, height: 48, channels: 3 as const, background: 'teal' };
        const picture = await sharp({ create }).toFormat(format).toBuffer();
        const { id } = await ask({ picture, options });
        await until(async () => (await jobs.get(id)).finishedAt);
        const [result] = await jobs.pictures(id, 'result');
        return { format: result!.format, bytes: Buffer.from(result!.bytes), ...(await jobs.get(id)).result };
      };
      expect(await done('jpeg')).toMatchObject({ format: 'jpeg', notes: ['jpeg-reencodes'] });
      const png = await done('png');
      expect(png).toMatchObject({ format: 'png', notes: [] });
      expect(png.bytes.toString('latin1')).toMatch(/Dualedit.*"method":"mde"/);
      expect((await done('png', { recipe: false })).bytes.toString('latin1')).not.toContain('"method"');
      await worker.drain();
    });
  });
}
