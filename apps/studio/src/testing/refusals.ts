import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { EditView } from '../contract.js';
import * as answers from '../openapi/answers.js';
import type { Shared } from './shared.js';
import { ended, eventsOf, postJson, QUICK } from './studio.js';

/** What cannot be edited, and what is stopped. */
export function refusals(shared: () => Shared): void {
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(shared().base + path, { method })).status;
  describe('what cannot be edited', () => {
    const ask = (body: object) =>
      fetch(`${shared().base}/v1/edits`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ picture: shared().picture, settings: QUICK, ...body }),
      });

    it.each([
      ['words that are not known', { command: 'cat→spaceship' }, 400, 'command-unknown-word'],
      ['a place that nobody painted', { command: '+ red hat' }, 400, 'region-missing'],
      ['a mask of no edit', { command: 'cat→dog', masks: { 3: 'aGk=' } }, 400, 'mask-without-edit'],
      ['a mask that is none', { command: 'cat→dog', masks: { 0: 'aGk=' } }, 422, 'mask-unreadable'],
      ['a setting out of range', { command: 'cat→dog', settings: { strength: 9 } }, 400, 'request-malformed'],
      ['a field that does not exist', { command: 'cat→dog', colour: 1 }, 400, 'request-malformed'],
      [
        'a picture that was not sent',
        { command: 'cat→dog', picture: '0'.repeat(64) },
        404,
        'picture-unknown',
      ],
    ])('is refused before it waits: %s', async (_, body, status, code) => {
      const answer = await ask(body);
      expect(answer.status).toBe(status);
      const failure = answers.failure.parse(await answer.json());
      expect(failure.error).toMatchObject({ code, next: expect.stringMatching(/\w/) });
      expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    });

    it('fails with its reason where only the model finds out, and the history says so', async () => {
      const asked = (await (await ask({ command: 'ball→red' })).json()) as EditView;
      expect(await ended(shared().base, asked.id)).toMatchObject({
        status: 'failed',
        results: [],
        error: { code: 'object-not-found', next: expect.stringMatching(/\w/) },
      });
      expect(await statusOf(`/v1/edits/${asked.id}`, 'DELETE')).toBe(204);
    });

    it('is a huge picture, in pixels or bytes, and what is no picture', async () => {
      const post = (body: Uint8Array<ArrayBuffer>) =>
        fetch(`${shared().base}/v1/pictures`, { method: 'POST', body });
      const create = { width: 8000, height: 7000, channels: 3, background: 'red' } as const;
      const huge = await post(new Uint8Array(await sharp({ create }).png().toBuffer()));
      expect([huge.status, ((await huge.json()) as { error: { code: string } }).error.code]).toEqual([
        413,
        'picture-too-large',
      ]);
      const small = await shared().studio.serve({ limits: { pictureBytes: 1000 } });
      const heavy = await fetch(`${small}/v1/pictures`, {
        method: 'POST',
        body: new Uint8Array(shared().sample),
      });
      expect([heavy.status, await heavy.json()]).toMatchObject([
        413,
        { error: { code: 'request-too-large' } },
      ]);
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
      const drawing = await post(new TextEncoder().encode(svg));
      expect([drawing.status, await drawing.json()]).toMatchObject([
        415,
        { error: { code: 'picture-format' } },
      ]);
      expect((await post(new Uint8Array(500))).status).toBe(422);
      expect((await post(new Uint8Array(0))).status).toBe(400);
    });

    it('stops when it is cancelled', async () => {
      const asked = (await (
        await ask({ command: 'cat→dog', settings: { steps: 200, retry: false } })
      ).json()) as EditView;
      await eventsOf(
        `${shared().base}/v1/edits/${asked.id}/events`,
        ({ data }) => (data as EditView).status !== 'queued',
      );
      await postJson(`${shared().base}/v1/edits/${asked.id}/cancel`, {});
      expect((await ended(shared().base, asked.id)).status).toBe('cancelled');
      const answer = await fetch(`${shared().base}/v1/edits/${asked.id}/events`, {
        headers: {
          'last-event-id': (await eventsOf(`${shared().base}/v1/edits/${asked.id}/events`)).at(-1)!.id,
        },
      });
      expect(answer.status).toBe(204);
    });
  });
}
