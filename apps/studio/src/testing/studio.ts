import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Editor } from '@dualedit/core';
import { openLog } from '@dualedit/service';
import type { Hono } from 'hono';
import { createApp } from '../app.js';
import type { EditView } from '../contract.js';
import { Tokens } from '../guard/tokens.js';
import type { Environment } from '../http/environment.js';
import { listen } from '../http/listen.js';
import { readUiFiles } from '../http/ui-files.js';
import { openParts } from '../open-parts.js';
import { DEFAULT_LIMITS, type StudioLimits } from '../options.js';
import type { StudioParts } from '../studio-parts.js';
import { openWorker } from '../worker.js';

/** A studio on a folder of its own, that any number of servers show. */
export interface OpenedStudio {
  parts: StudioParts;
  folder: string;
  /** What was logged. */
  log: string[];
  /** Serves it with its own guards. @returns its address */
  serve(options?: ServeOptions): Promise<string>;
  /** Moves the clock of links and guests ahead. */
  later(minutes: number): void;
  /** Has another editor work from now on, such as one that is quick. */
  useEditor(editor: Editor): Promise<void>;
  /** The routes of a server: `get /v1/model`. */
  routes(url: string): string[];
  close(): Promise<void>;
}

export interface ServeOptions {
  tokens?: string[];
  cors?: string[];
  origin?: string;
  limits?: Partial<StudioLimits>;
  /** A folder with a browser side. */
  ui?: string;
}

/** Opens a studio with the real engine and its embedded model. */
export async function openStudio(): Promise<OpenedStudio> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-studio-'));
  const lines: string[] = [];
  const log = openLog('test', {}, { write: (line) => void lines.push(line) });
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const { parts, close } = await openParts({ folder }, { log, needsToken: false, now });
  let worker = openWorker(parts.jobs, {});
  const servers: { url: string; routes: string[]; close(): Promise<void> }[] = [];
  return {
    parts,
    folder,
    log: lines,
    async serve({ tokens = [], cors = [], origin, limits, ui = folder } = {}) {
      const app = createApp({
        parts,
        site: { isLoopback: true, origin, cors },
        tokens: new Tokens(tokens),
        limits: { ...DEFAULT_LIMITS, ...limits },
        ui: await readUiFiles(ui),
        log,
      });
      const server = await listen(app, { host: '127.0.0.1', port: 0 });
      servers.push({ ...server, routes: routesOf(app) });
      return server.url;
    },
    later(minutes) {
      aheadMs += minutes * 60_000;
    },
    async useEditor(editor) {
      await (await worker).drain();
      worker = parts.jobs.startWorker({ editor: async () => editor });
      await worker;
    },
    routes: (url) => servers.find((server) => server.url === url)!.routes,
    async close() {
      close.abort();
      await Promise.all(servers.map((server) => server.close()));
      await worker;
      await close.everything();
      await rm(folder, { recursive: true });
    },
  };
}

/** Without guards. */
function routesOf({ routes }: Hono<Environment>): string[] {
  const answering = routes.filter(({ method, path }) => method !== 'ALL' && path !== '*' && path !== '/*');
  return answering.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/\/$/, '')}`);
}

/** Settings of an edit whose picture nobody looks at. */
export const QUICK = { method: 'p2p', steps: 2, retry: false };

export async function postJson<Answer>(url: string, body: object, headers = {}): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

export async function postPicture(base: string, bytes: Uint8Array): Promise<string> {
  const answer = await fetch(`${base}/v1/pictures`, { method: 'POST', body: new Uint8Array(bytes) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** The server-sent events of a path, until the server ends them or `isLast` says so. */
export async function eventsOf(
  url: string,
  isLast: (event: { event: string; data: unknown }) => boolean = () => false,
  headers = {},
): Promise<{ id: string; event: string; data: unknown }[]> {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  const events: { id: string; event: string; data: unknown }[] = [];
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('event') === '') continue;
      events.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) });
      if (isLast(events.at(-1)!)) {
        stop.abort();
        return events;
      }
    }
  }
  return events;
}

/** Resolves with an edit when it has ended. */
export async function ended(base: string, id: string): Promise<EditView> {
  const events = await eventsOf(`${base}/v1/edits/${id}/events`);
  return events.at(-1)!.data as EditView;
}
