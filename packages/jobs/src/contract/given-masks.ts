import { encodeMask, type Mask } from '@dualedit/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, type openStores, until } from '../../testing/opened.mjs';
import { quickEditor } from '../../testing/quick-editor.mjs';
import { requestOf } from '../../testing/requests.mjs';
import type { Jobs } from '../index.js';

/** Masks that come with a request, and lists in pages, on whichever database. */
export function givenMasksContract(stores: () => Awaited<ReturnType<typeof openStores>>): void {
  describe('masks that are given, and pages of jobs', () => {
    let jobs: Jobs;
    beforeAll(async () => {
      jobs = await stores().open();
    });
    afterAll(() => jobs.close());
    beforeEach(() => empty(jobs));

    it('reach the editor pixel for pixel, each at its edit, and stay as they came', async () => {
      const request = await requestOf('hat');
      const painted = maskOf((x, y) => (x > 20 && x < 50 && y > 30 ? 255 - x : 0));
      const bytes = await encodeMask(painted);
      const edits = [request.edits[0]!, { ...request.edits[0]!, source: 'cat' }];
      const { job } = await jobs.enqueue({ ...request, edits, options: { masks: [undefined, bytes] } });
      const seen: (Mask | undefined)[][] = [];
      const quick = quickEditor();
      const edit: typeof quick.edit = (asked) => {
        seen.push([...asked.masks!]);
        return quick.edit(asked);
      };
      const worker = await jobs.startWorker({ editor: async () => ({ ...quick, edit }) });
      await until(async () => (await jobs.get(job.id)).finishedAt);
      await worker.drain();
      expect(seen).toHaveLength(1);
      expect(seen[0]![0]).toBeUndefined();
      expect(Buffer.compare(seen[0]![1]!.data, painted.data)).toBe(0);
      expect(await jobs.pictures(job.id, 'given')).toMatchObject([{ index: 1, format: 'png' }]);
      expect(Buffer.compare((await jobs.pictures(job.id, 'given'))[0]!.bytes, bytes)).toBe(0);
      expect(await jobs.pictures(job.id, 'mask')).toHaveLength(2);
    });

    it('are refused if they look inverted, unless the request says how they are meant', async () => {
      const request = await requestOf('hat');
      const masks = [await encodeMask(maskOf((x, y) => (x > 40 && x < 50 && y > 40 && y < 50 ? 0 : 255)))];
      const ask = (invertMasks: boolean | undefined) =>
        jobs.enqueue({ ...request, options: { masks, ...(invertMasks !== undefined && { invertMasks }) } });
      await expect(ask(undefined)).rejects.toMatchObject({ code: 'mask-inverted' });
      await expect(ask(false)).resolves.toMatchObject({ repeated: false });
    });

    it('lists in pages, newest first, each job once', async () => {
      for (const name of ['a', 'b', 'c']) await jobs.enqueue(await requestOf(name));
      const all = (await jobs.list({})).map(({ id }) => id);
      const first = await jobs.list({}, 2);
      const second = await jobs.list({}, 2, first.at(-1)!.id);
      expect([...first, ...second].map(({ id }) => id)).toEqual(all);
      expect(await jobs.list({}, 2, second.at(-1)!.id)).toEqual([]);
    });
  });
}

function maskOf(value: (x: number, y: number) => number): Mask {
  const data = Uint8Array.from({ length: 96 * 96 }, (_, i) => value(i % 96, Math.floor(i / 96)));
  return { width: 96, height: 96, data };
}
