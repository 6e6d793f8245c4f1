import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EditView } from '../contract.js';
import { startStudio } from '../studio.js';
import type { Shared } from './shared.js';
import { eventsOf, postJson } from './studio.js';

const TOKEN = 'a-token-of-the-test-0123456789';

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as it is written: `fetch` sets the host, tidies paths and refuses some headers. */
function raw(base: string, path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Raw> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What is tried against a server on somebody's machine, and has to be refused. */
export function security(shared: () => Shared): void {
  describe('a server on this machine', () => {
    it.each([
      'evil.example',
      'evil.example:4646',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
    ])(
      'answers nothing to a page whose name was made to point here (DNS rebinding): Host %s',
      async (host) => {
        for (const path of ['/', '/v1/model', '/v1/edits', '/health'])
          expect((await raw(shared().base, path, { headers: { host } })).status).toBe(403);
      },
    );

    it.each([
      ['an origin', { origin: 'https://evil.example' }],
      ['a sandboxed page', { origin: 'null' }],
      ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
      ['what a browser says of it', { 'sec-fetch-site': 'cross-site' }],
      ['a sibling of its site', { 'sec-fetch-site': 'same-site' }],
    ])('does nothing that a page of another site asks for (CSRF): %s', async (_, headers) => {
      const { base, picture } = shared();
      const type = { 'content-type': 'application/json' };
      const body = JSON.stringify({ picture, command: 'hat→red' });
      for (const [method, path] of [
        ['POST', '/v1/edits'],
        ['POST', '/v1/pictures'],
        ['DELETE', '/v1/history'],
        ['GET', '/v1/edits'],
      ])
        expect(
          (
            await raw(base, path!, {
              method: method!,
              headers: { ...type, ...headers },
              ...(method === 'POST' && { body }),
            })
          ).status,
        ).toBe(403);
    });

    it('takes no JSON under another name, which a form of another page could send', async () => {
      const { base, picture } = shared();
      const body = JSON.stringify({ picture, command: 'hat→red' });
      for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
        expect(
          (await raw(base, '/v1/edits', { method: 'POST', headers: { 'content-type': type }, body })).status,
        ).toBe(415);
    });

    it('says no word to pages of other origins (CORS), also when they ask first', async () => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const asked = await raw(shared().base, '/v1/edits', { method: 'OPTIONS', headers });
      const names = Object.keys(asked.headers).filter((name) => name.startsWith('access-control'));
      expect([asked.status, names]).toEqual([403, []]);
      const open = await shared().studio.serve({ cors: ['https://friend.example'], tokens: [TOKEN] });
      const friend = await raw(open, '/v1/model', {
        headers: {
          origin: 'https://friend.example',
          'sec-fetch-site': 'cross-site',
          authorization: `Bearer ${TOKEN}`,
        },
      });
      expect([friend.status, friend.headers['access-control-allow-origin']]).toEqual([
        200,
        'https://friend.example',
      ]);
      expect((await raw(open, '/v1/model', { headers })).status).toBe(403);
    });

    it.each([
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/assets/../../secret.txt',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '//etc/passwd',
      '/v1/samples/..%2f..%2fpackage.json',
      '/v1/samples/%2e%2e%2fsamples.json',
      '/v1/pictures/..%2f..%2f..%2fetc%2fpasswd',
      '/v1/pictures/%00',
      '/v1/edits/..%2f..%2fx/results/0',
    ])('has no file outside of its own (path traversal): %s', async (path) => {
      const { studio } = shared();
      const ui = join(studio.folder, 'ui');
      await mkdir(join(ui, 'assets'), { recursive: true });
      await writeFile(join(ui, 'index.html'), '<!doctype html><title>studio</title>');
      await writeFile(join(ui, 'assets/page-1234.js'), 'export {};');
      await writeFile(join(studio.folder, 'secret.txt'), 'secret');
      const base = await studio.serve({ ui });
      const answer = await raw(base, path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toMatch(/secret$|"name"|root:/);
      expect(await raw(base, '/')).toMatchObject({
        status: 200,
        headers: {
          'content-security-policy': expect.stringMatching(/default-src 'none'; script-src 'self';/),
        },
      });
      const script = await raw(base, '/assets/page-1234.js');
      expect(script.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': /immutable/,
      });
    });

    it('never shows a file as anything but the picture that it is (polyglots)', async () => {
      const { base, sample } = shared();
      const page = '<html><script>alert(document.domain)</script></html>';
      const both = Buffer.concat([sample, Buffer.from(page)]);
      const post = (body: string | Buffer, type: string) =>
        fetch(`${base}/v1/pictures`, {
          method: 'POST',
          headers: { 'content-type': type },
          body: body as never,
        });
      const { id } = (await (await post(both, 'text/html')).json()) as { id: string };
      const answer = await raw(base, `/v1/pictures/${id}`);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
      });
      for (const [body, type] of [
        [page, 'image/png'],
        [`GIF89a=1;/*${page}*/`, 'image/gif'],
        ['%PDF-1.7', 'image/png'],
        [
          '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
          'image/svg+xml',
        ],
      ])
        expect([415, 422]).toContain((await post(body!, type!)).status);
    });

    it('writes nothing into headers that somebody sent (header injection)', async () => {
      const { base, picture } = shared();
      const command = '"x\r\nset-cookie: a=b\r\n"→dog';
      const read = await postJson<{ edits: unknown[] }>(`${base}/v1/read`, { command });
      expect(read).toBeDefined();
      for (const query of ['?download=%0d%0aset-cookie:%20a=b', '?n=1%0d%0ax:y']) {
        const answer = await raw(base, `/v1/pictures/${picture}${query}`);
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(answer.headers['content-disposition']).toMatch(
          /^(inline|attachment); filename="picture\.png"; filename\*=UTF-8''picture\.png$/,
        );
      }
      const own = await raw(base, '/v1/model', { headers: { 'x-request-id': 'mine' } });
      expect(own.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    });

    it('does not wait for more than it takes, nor for ever more of them', async () => {
      const { studio } = shared();
      const base = await studio.serve({ limits: { requestBytes: 2000, requests: 5 } });
      const large = JSON.stringify({ picture: 'x'.repeat(5000), command: 'hat→red' });
      const headers = { 'content-type': 'application/json' };
      expect((await raw(base, '/v1/edits', { method: 'POST', headers, body: large })).status).toBe(413);
      const deep = '['.repeat(900) + ']'.repeat(900);
      expect((await raw(base, '/v1/read', { method: 'POST', headers, body: deep })).status).toBe(400);
      for (let n = 0; n < 3; n++) expect((await raw(base, '/v1/model')).status).toBe(200);
      const limited = await raw(base, '/v1/model');
      expect([limited.status, Number(limited.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    });
  });

  it('is not opened to other machines or sites without a token', async () => {
    const folder = shared().studio.folder;
    for (const options of [{ host: '0.0.0.0' }, { host: '::' }, { cors: ['https://friend.example'] }])
      await expect(startStudio({ folder, ...options })).rejects.toMatchObject({ code: 'configuration' });
  });

  describe('a server with tokens', () => {
    it('answers to nobody without one, and keeps people apart', async () => {
      const { studio, picture } = shared();
      const [mine, yours] = [`me=${TOKEN}`, `you=${TOKEN}-other`];
      const base = await studio.serve({ tokens: [mine, yours], limits: { wrongTokens: 3 } });
      expect((await raw(base, '/health')).status).toBe(200);
      expect(await raw(base, '/v1/edits')).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
      });
      const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
      expect((await raw(base, '/v1/edits', as(TOKEN))).status).toBe(200);
      // The picture is of the user without a token.
      expect((await raw(base, `/v1/pictures/${picture}`, as(TOKEN))).status).toBe(404);

      const session = await raw(base, '/v1/session', { method: 'POST', ...as(TOKEN) });
      const [cookie] = session.headers['set-cookie'] as string[];
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Strict/);
      expect(cookie).not.toContain(TOKEN);
      const value = cookie!.split(';')[0]!;
      expect((await raw(base, '/v1/edits', { headers: { cookie: value } })).status).toBe(200);

      for (let n = 0; n < 3; n++) expect((await raw(base, '/v1/edits', as(`wrong-${n}`))).status).toBe(401);
      expect((await raw(base, '/v1/edits', as('wrong-again'))).status).toBe(429);
      expect(studio.log.join()).not.toContain(TOKEN);
    });

    it.each([['short'], ['Name=0123456789abcdef0'], ['a=0123456789abcdef', 'a=0123456789abcdefg']])(
      'does not start with tokens that are none: %s',
      async (...tokens) => {
        await expect(shared().studio.serve({ tokens })).rejects.toMatchObject({ code: 'configuration' });
      },
    );
  });

  it('tells all windows of each change, also those that come back', async () => {
    const { base, picture } = shared();
    const isEnd = ({ event, data }: { event: string; data: unknown }) =>
      event === 'edit' && (data as EditView).status === 'cancelled';
    const windows = [eventsOf(`${base}/v1/events`, isEnd), eventsOf(`${base}/v1/events`, isEnd)];
    const settings = { steps: 200, retry: false };
    const { id } = await postJson<EditView>(`${base}/v1/edits`, { picture, command: 'cat→dog', settings });
    await postJson(`${base}/v1/edits/${id}/cancel`, {});
    const [one, two] = await Promise.all(windows);
    expect(one!.at(-1)!.data).toMatchObject({ id, status: 'cancelled' });
    expect(two!.at(-1)!.data).toMatchObject({ id, status: 'cancelled' });
    const missed = one!.filter((event) => event.id !== '')[0]!.id;
    const again = await eventsOf(`${base}/v1/events`, isEnd, { 'last-event-id': missed });
    expect(again.at(-1)!.data).toMatchObject({ id, status: 'cancelled' });
    const lost = await eventsOf(`${base}/v1/events`, () => true, { 'last-event-id': 'of-another-start' });
    expect(lost[0]!.event).toBe('sync');
  });
}
