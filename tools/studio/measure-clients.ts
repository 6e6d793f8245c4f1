// Many clients of the studio at once, with the real engine and the embedded model: whether each gets its edit, how long
// all of them take, and how soon a pointer is answered while the engine works.
//
//   npx tsx tools/studio/measure-clients.ts [CLIENTS]      50 by default
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStudio } from '@dualedit/studio';
import type { EditView } from '@dualedit/studio/contract';
import { ROOT, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';

const clients = Number(process.argv[2] ?? 50);
const SETTINGS = { method: 'p2p', steps: 4, retry: false };

const folder = await mkdtemp(join(tmpdir(), 'dualedit-clients-'));
const studio = await startStudio({ folder, port: 0 });
try {
  const bytes = await readFile(join(ROOT, 'apps/studio/samples/hat.png'));
  const picture = await post<{ id: string }>('/v1/pictures', bytes);
  const begin = performance.now();
  const edits = Promise.all(Array.from({ length: clients }, (_, n) => client(picture.id, n)));
  const pointer = await point(picture.id);
  const all = await edits;
  const seconds = (performance.now() - begin) / 1000;
  const done = all.filter(({ status }) => status === 'done').length;
  writeResults('studio', {
    clients,
    settings: SETTINGS,
    done,
    seconds: Number(seconds.toFixed(1)),
    pointer,
    table: [
      '| clients at once | edits done | seconds for all | first point (ms) | later points (ms) |',
      '| --- | --- | --- | --- | --- |',
      `| ${clients} | ${done} | ${seconds.toFixed(0)} | ${pointer.firstMs} | ${pointer.laterMs} |`,
    ],
  });
} finally {
  await studio.close();
  await rm(folder, { recursive: true });
}

async function client(picture: string, n: number): Promise<EditView> {
  const command = n % 2 === 0 ? 'hat→red' : 'cat→dog';
  const { id } = await post<EditView>('/v1/edits', { picture, command, settings: { ...SETTINGS, seed: n } });
  // The stream ends with the edit.
  await (await fetch(`${studio.url}/v1/edits/${id}/events`)).text();
  return (await (await fetch(`${studio.url}/v1/edits/${id}`)).json()) as EditView;
}

/** Milliseconds until the first point is answered, with models loaded and picture encoded, and of later ones. */
async function point(picture: string): Promise<{ firstMs: number; laterMs: number }> {
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    const begin = performance.now();
    const points = [{ x: 60 + 7 * n, y: 150, positive: true }];
    // Where nothing is, the answer is as late.
    await post(`/v1/pictures/${picture}/segment`, { points }).catch(() => {});
    times.push(performance.now() - begin);
  }
  const [first, ...later] = times;
  return { firstMs: Math.round(first!), laterMs: Math.round(median(later)) };
}

async function post<Answer>(path: string, body: object | Uint8Array): Promise<Answer> {
  const isBytes = body instanceof Uint8Array;
  const answer = await fetch(studio.url + path, {
    method: 'POST',
    ...(!isBytes && { headers: { 'content-type': 'application/json' } }),
    body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
