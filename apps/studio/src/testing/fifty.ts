import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture, encodeMask, encodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { quickEditor } from '../../../../packages/jobs/testing/quick-editor.mjs';
import type { EditPage, EditView } from '../contract.js';
import type { Shared } from './shared.js';
import { ended, postJson, postPicture } from './studio.js';

const CLIENTS = 50;
const SIDE = 16;

/** Many clients at once; a quick editor inverts the masked pixels, since the queue and the server are looked at. */
export function fiftyClients(shared: () => Shared): void {
  it('serves fifty clients at once, loses none, and mixes none up', async () => {
    const { base, studio } = shared();
    await studio.useEditor(quickEditor());
    const whole = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE).fill(255) };
    const mask = Buffer.from(await encodeMask(whole)).toString('base64');
    const client = async (n: number): Promise<EditView> => {
      const data = Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) => (i % 4 === 3 ? 255 : 2 * n));
      const picture = await postPicture(base, await encodePicture({ width: SIDE, height: SIDE, data }));
      const body = { picture, command: 'hat→red', masks: { 0: mask }, settings: { seed: n } };
      const { id } = await postJson<EditView>(`${base}/v1/edits`, body);
      const view = await ended(base, id);
      const result = await fetch(base + view.results[0]!.url);
      const edited = await decodePicture(new Uint8Array(await result.arrayBuffer()));
      expect([n, edited.data[0]]).toEqual([n, 255 - 2 * n]);
      return view;
    };
    const all = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));
    expect(all.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(CLIENTS);
    expect(all.map(({ settings }) => settings.seed)).toEqual(all.map((_, n) => n));
    expect(await listed(base, all)).toBe(CLIENTS);
  });

  it('deletes everything that somebody has', async () => {
    const { base, studio } = shared();
    const answer = await fetch(`${base}/v1/history`, { method: 'DELETE' });
    expect(((await answer.json()) as { deleted: number }).deleted).toBeGreaterThanOrEqual(CLIENTS);
    expect(await (await fetch(`${base}/v1/edits`)).json()).toEqual({ edits: [] });
    await expect(access(join(studio.folder, 'pictures/owner'))).rejects.toThrow(/ENOENT/);
  });
}

/** How many of some edits are in the history, page by page. */
async function listed(base: string, some: readonly EditView[]): Promise<number> {
  let [next, count] = ['' as string | undefined, 0];
  while (next !== undefined) {
    const before: string = next === '' ? '' : `&before=${next}`;
    const page = (await (await fetch(`${base}/v1/edits?limit=20${before}`)).json()) as EditPage;
    count += page.edits.filter(({ id }) => some.some((one) => one.id === id)).length;
    next = page.next;
  }
  return count;
}
