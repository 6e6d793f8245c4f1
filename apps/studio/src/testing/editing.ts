import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeMask, decodePicture, encodeMask } from '@dualedit/foundation';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EditView, Figures, PictureInfo, Recipe } from '../contract.js';
import * as answers from '../openapi/answers.js';
import { isNear, painted, type Shared, SIZE } from './shared.js';
import { ended, eventsOf, postJson, QUICK } from './studio.js';

/** An edit from its request to its deletion. */
export function editing(shared: () => Shared): void {
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(shared().base + path)).json()) as Answer;
  const bytesAt = async (path: string) =>
    new Uint8Array(await (await fetch(shared().base + path)).arrayBuffer());
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(shared().base + path, { method })).status;
  describe('an edit', () => {
    const mask = painted();
    let done: EditView;
    let first: EditView;
    beforeAll(async () => {
      const body = {
        picture: shared().picture,
        command: 'cat→dog, hat→red',
        masks: { 1: Buffer.from(await encodeMask(mask)).toString('base64') },
        settings: { ...QUICK, strength: 1.5, details: true },
        prompt: 'a cat wearing a green hat on the grass',
      };
      const key = { 'idempotency-key': 'once' };
      first = await postJson<EditView>(`${shared().base}/v1/edits`, body, key);
      expect((await postJson<EditView>(`${shared().base}/v1/edits`, body, key)).id).toBe(first.id);
      const events = await eventsOf(`${shared().base}/v1/edits/${first.id}/events`);
      expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['stage', 'done']));
      done = events.at(-1)!.data as EditView;
    });

    it('says what came of it, and has the painted mask as it was sent, pixel for pixel', async () => {
      answers.editView.parse(first);
      answers.editView.parse(done);
      expect(done).toMatchObject({ status: 'done', canonical: 'cat→dog, hat→red', chosen: 0, fraction: 1 });
      expect(done.checks!.edits).toHaveLength(2);
      const [found, given] = done.masks;
      expect(found!.given).toBeUndefined();
      const stored = await decodeMask(await bytesAt(given!.given!));
      expect(Buffer.compare(stored.data, mask.data)).toBe(0);
    });

    it('changes nothing outside of where it says that it was edited', async () => {
      const [before, after] = await Promise.all(
        [`/v1/pictures/${shared().picture}/display`, done.results[0]!.display].map(async (path) =>
          decodePicture(await bytesAt(path)),
        ),
      );
      const masks = await Promise.all(done.masks.map(async ({ url }) => decodeMask(await bytesAt(url))));
      let changed = 0;
      for (let i = 0; i < SIZE * SIZE; i++) {
        const differs = [0, 1, 2].some(
          (channel) => before!.data[i * 4 + channel] !== after!.data[i * 4 + channel],
        );
        if (!differs) continue;
        changed++;
        const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
        expect(
          masks.some((mask) => isNear(mask, x, y)),
          `pixel ${x}, ${y}`,
        ).toBe(true);
      }
      expect(changed).toBeGreaterThan(100);
    });

    it('is in the history, with all its files', async () => {
      const page = answers.editPage.parse(await get('/v1/edits'));
      expect(page.edits.map(({ id }) => id)).toEqual([done.id]);
      const path = `/v1/edits/${done.id}`;
      const sheet = await decodePicture(await bytesAt(`${path}/sheet`));
      expect(sheet.width).toBeGreaterThan(2 * SIZE);
      expect((await decodePicture(await bytesAt(`${path}/thumbnail`))).width).toBeLessThanOrEqual(320);
      expect(Object.keys(unzipSync(await bytesAt(`${path}/maskset`)))).toEqual(['1-cat.png', '2-hat.png']);
      const recipe = await get<Recipe>(`${path}/recipe`);
      expect(recipe.commandLine).toContain(`'cat→dog, hat→red' --mask 'hat=2-hat.png'`);
      expect(recipe.request).toMatchObject({
        picture: shared().picture,
        settings: { strength: 1.5, steps: 2 },
      });
      const figures = await get<Figures>(`${path}/figures`);
      expect(figures.attention).toHaveLength(2);
      expect(figures.metrics.unetRuns).toBeGreaterThan(0);
      const saved = await fetch(`${shared().base}${path}/results/0?download`);
      expect(saved.headers.get('content-disposition')).toMatch(
        /^attachment; filename="cat-dog-hat-red\.edited\.png"/,
      );
      expect(await statusOf(`${path}/results/1`)).toBe(410);
      expect(await statusOf(`${path}/preview`)).toBe(410);
    });

    it('is edited further, in several ways of which one is kept, and is gone from the disk when it is deleted', async () => {
      const further = await postJson<PictureInfo>(`${shared().base}/v1/pictures`, { edit: done.id });
      const settings = { steps: 1, retry: false };
      const body = { picture: further.id, command: 'hat→blue', variants: 2, parent: done.id, settings };
      const asked = await postJson<EditView>(`${shared().base}/v1/edits`, body);
      const two = await ended(shared().base, asked.id);
      expect(two).toMatchObject({ status: 'done', parent: done.id, isKept: false });
      expect(two.results).toHaveLength(2);
      const kept = await postJson<EditView>(`${shared().base}/v1/edits/${two.id}/keep`, { result: 1 });
      expect(kept).toMatchObject({ chosen: 1, isKept: true });

      const file = join(shared().studio.folder, 'pictures/owner', further.id);
      const copies = join(shared().studio.folder, 'jobs/pictures', two.id);
      await Promise.all([access(file), access(copies)]);
      expect(await statusOf(`/v1/edits/${two.id}`, 'DELETE')).toBe(204);
      for (const path of [file, copies]) await expect(access(path)).rejects.toThrow(/ENOENT/);
      expect(await statusOf(`/v1/edits/${two.id}`)).toBe(404);
      expect(await statusOf(`/v1/pictures/${further.id}`)).toBe(404);
    });
  });
}
