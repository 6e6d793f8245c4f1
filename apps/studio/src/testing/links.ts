import { parseCommand } from '@dualedit/commands';
import { sayStudioLink } from '@dualedit/conversation';
import { decodeMask, encodeMask, type Mask } from '@dualedit/foundation';
import type { Job, StoredPicture } from '@dualedit/jobs';
import { describe, expect, it } from 'vitest';
import type { LinkedEdit, SessionAnswer } from '../contract.js';
import { newGuest } from '../guests/guest.js';
import * as answers from '../openapi/answers.js';
import { painted, type Shared } from './shared.js';
import { QUICK } from './studio.js';

const TOKEN = 'a-token-of-the-bots-0123456789';
const COMMAND = 'cat→dog, hat→red';
const authorized = { authorization: `Bearer ${TOKEN}` };

/** Who came by a link. */
interface Guest extends SessionAnswer {
  open: LinkedEdit;
  /** As a browser sends it back. */
  cookie: string;
  attributes: string;
}

/** Links that open one edit for somebody without a token. */
export function links(shared: () => Shared): void {
  const serve = (limits = {}) => shared().studio.serve({ tokens: [`bots=${TOKEN}`], limits });

  async function askForLink(base: string, fields: Record<string, string | Blob> = {}, headers = authorized) {
    const form = new FormData();
    const mask = new Blob([new Uint8Array(await encodeMask(painted()))]);
    const sent = { picture: new Blob([new Uint8Array(shared().sample)]), command: COMMAND, 'mask[1]': mask };
    for (const [name, value] of Object.entries({ ...sent, ...fields })) form.set(name, value);
    return fetch(`${base}/v1/links`, { method: 'POST', headers, body: form });
  }

  async function linkOf(base: string): Promise<string> {
    const answer = await askForLink(base);
    expect(answer.status).toBe(201);
    const { url, expires } = answers.linkAnswer.parse(await answer.json());
    expect(Date.parse(expires)).toBeGreaterThan(Date.now());
    const [, link] = /^http:\/\/127\.0\.0\.1:\d+\/#link=([\w-]{22})$/.exec(url) ?? [];
    return link!;
  }

  const use = (base: string, link: string) =>
    fetch(`${base}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link }),
    });

  async function enter(base: string): Promise<Guest> {
    const answer = await use(base, await linkOf(base));
    const { user, open } = answers.sessionAnswer.parse(await answer.json());
    const attributes = answer.headers.get('set-cookie')!;
    return { user, open: open!, attributes, cookie: attributes.split(';')[0]! };
  }

  const codeOf = async (answer: Response) => answers.failure.parse(await answer.json()).error.code;
  const stored = () => shared().studio.parts.pictures.users();

  describe('a link', () => {
    it('opens picture, command and masks for a guest, once, and is not logged', async () => {
      const base = await serve();
      const link = await linkOf(base);
      const answer = await use(base, link);
      const { user, open } = answers.sessionAnswer.parse(await answer.json());
      expect([answer.status, user, open!.command]).toEqual([200, expect.stringMatching(/^guest-/), COMMAND]);
      const cookie = answer.headers.get('set-cookie')!;
      expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
      expect(cookie).toMatch(/Max-Age=14400/);
      const get = async (id: string) => {
        const headers = { cookie: cookie.split(';')[0]! };
        return Buffer.from(await (await fetch(`${base}/v1/pictures/${id}`, { headers })).arrayBuffer());
      };
      expect((await get(open!.picture)).equals(shared().sample)).toBe(true);
      expect(open!.masks.map(({ edit }) => edit)).toEqual([1]);
      const mask: Mask = await decodeMask(await get(open!.masks[0]!.mask));
      expect(Buffer.compare(mask.data, painted().data)).toBe(0);

      const again = await use(base, link);
      expect(again.status).toBe(410);
      expect(answers.failure.parse(await again.json()).error).toMatchObject({
        code: 'link-over',
        next: expect.stringMatching(/new one/),
      });
      expect(shared().studio.log.join()).not.toContain(link);
    });

    it('is what bots ask for', async () => {
      const base = await serve();
      const picture = (role: StoredPicture['role'], index: number, bytes: Uint8Array): StoredPicture => ({
        ...{ job: 'a job', role, index, bytes },
        format: 'png',
      });
      const inputs = [picture('input', 0, shared().sample)];
      const masks = [picture('mask', 1, await encodeMask(painted()))];
      const said = await sayStudioLink(
        (id, values) => `${id} ${values?.link} ${values?.minutes}`,
        { id: 'a job', edits: parseCommand(COMMAND) } as Job,
        { url: base, token: TOKEN },
        {
          jobs: { pictures: async (_, role) => (role === 'input' ? inputs : masks) },
          log: { warn: () => {} },
        },
      );
      const [, link] = /^studio-link http:\S+\/#link=(\S+) 10$/.exec(said) ?? [];
      expect(await (await use(base, link!)).json()).toMatchObject({
        open: { picture: shared().picture, command: COMMAND, masks: [{ edit: 1 }] },
      });
    });

    it('is over after ten minutes, and what it would have opened is deleted', async () => {
      const base = await serve();
      const before = await stored();
      const link = await linkOf(base);
      const newcomers = (await stored()).filter((id) => !before.includes(id));
      expect(newcomers).toEqual([expect.stringMatching(/^guest-/)]);
      shared().studio.later(11);
      expect(await codeOf(await use(base, link))).toBe('link-over');
      await shared().studio.parts.guests.sweep();
      expect(await stored()).not.toContain(newcomers[0]);
    });

    it('that is guessed counts as a wrong token', async () => {
      const base = await serve({ wrongTokens: 3 });
      for (let n = 0; n < 3; n++) expect((await use(base, String(n).padEnd(22, 'A'))).status).toBe(410);
      expect((await use(base, 'A'.repeat(22))).status).toBe(429);
    });

    it('is made of what can be edited, by a holder of a token; else nothing is stored', async () => {
      const base = await serve();
      const before = await stored();
      const small = new Blob([
        new Uint8Array(await encodeMask({ width: 9, height: 5, data: new Uint8Array(45) })),
      ]);
      for (const [fields, status, code] of [
        [{ command: 'cat→spaceship' }, 400, 'command-unknown-word'],
        [{ 'mask[2]': small }, 400, 'mask-without-edit'],
        [{ 'mask[0]': small }, 422, 'mask-size'],
        [{ picture: new Blob(['no picture']) }, 422, 'picture-unreadable'],
        [{ picture: 'an id' }, 400, 'request-malformed'],
      ] as const) {
        const answer = await askForLink(base, fields);
        expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
      }
      expect((await askForLink(base, {}, { authorization: 'Bearer of-nobody-0123456789' })).status).toBe(401);
      expect(await stored()).toEqual(before);
      const { cookie } = await enter(base);
      const byGuest = await askForLink(base, {}, { cookie } as never);
      expect([byGuest.status, await codeOf(byGuest)]).toEqual([403, 'user-not-allowed']);
    });

    it('opens as the owner if no token is needed', async () => {
      const answer = await use(shared().base, await linkOf(shared().base));
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.json()).toMatchObject({ user: 'owner', open: { picture: shared().picture } });
    });
  });

  describe('a guest', () => {
    const ask = (base: string, { cookie, open }: Guest, headers = {}) =>
      fetch(`${base}/v1/edits`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...headers },
        body: JSON.stringify({ picture: open.picture, command: COMMAND, settings: { ...QUICK, steps: 200 } }),
      });

    it('sees nothing of others, and they see nothing of a guest', async () => {
      const base = await serve();
      const [one, two] = [await enter(base), await enter(base)];
      const { id } = (await (await ask(base, one)).json()) as { id: string };
      const look = async (path: string, headers: object) =>
        (await fetch(`${base}${path}`, { headers: headers as Record<string, string> })).status;
      expect(await look(`/v1/edits/${id}`, { cookie: one.cookie })).toBe(200);
      for (const other of [{ cookie: two.cookie }, authorized])
        expect(await look(`/v1/edits/${id}`, other)).toBe(404);
      expect(await look(`/v1/pictures/${one.open.masks[0]!.mask}`, authorized)).toBe(404);
      const history = await fetch(`${base}/v1/edits`, { headers: { cookie: two.cookie } });
      expect(await history.json()).toEqual({ edits: [] });
      await fetch(`${base}/v1/history`, { method: 'DELETE', headers: { cookie: one.cookie } });
    });

    it('has three edits at a time; after four hours all of it is deleted, and the session is over', async () => {
      const base = await serve();
      const guest = await enter(base);
      const asked = await Promise.all([1, 2, 3, 4].map(() => ask(base, guest)));
      expect(asked.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429]);
      const user = { frontEnd: 'studio', id: guest.user };
      const { jobs, guests } = shared().studio.parts;
      shared().studio.later(235);
      await guests.sweep();
      expect(await jobs.list({ user })).toHaveLength(3);
      shared().studio.later(6);
      expect((await ask(base, guest)).status).toBe(401);
      await guests.sweep();
      expect(await jobs.list({ user })).toEqual([]);
      expect(await stored()).not.toContain(guest.user);
    });

    it('of an earlier start of the server is deleted, and nobody else', async () => {
      const { pictures, guests } = shared().studio.parts;
      const base = await serve();
      const [here, earlier] = [await enter(base), newGuest()];
      await pictures.add(earlier, shared().sample);
      await guests.sweep();
      const users = await stored();
      expect([users.includes(earlier.id), users.includes(here.user), users.includes('owner')]).toEqual([
        false,
        true,
        true,
      ]);
    });

    it('has a name that no token can have', async () => {
      const tokens = [`guest-one=${TOKEN}`];
      await expect(shared().studio.serve({ tokens })).rejects.toMatchObject({ code: 'configuration' });
    });
  });
}
