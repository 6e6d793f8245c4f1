import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { EditView } from '../contract.js';
import { editView, pathOf } from '../edits/edit-view.js';
import { mine } from '../edits/mine.js';
import type { StudioEvent } from '../events/edit-events.js';
import type { Environment } from '../http/environment.js';
import type { StudioParts } from '../studio-parts.js';

/** A silent connection is closed by proxies, and one that is gone is noticed only when something is sent. */
const BEAT_MS = 15_000;
const UNFINISHED = ['queued', 'masks', 'editing'] as const;

/** All edits of a user, for a window. */
export function eventRoutes({ jobs, events, closing }: StudioParts): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get('/', (context) => {
    const user = context.get('user');
    const last = context.req.header('last-event-id');
    return stream(context, closing, async (sse, waiting) => {
      const stop = events.listen((event) => event.user === user.id && waiting.push(event));
      sse.onAbort(stop);
      const missed = last === undefined ? undefined : events.since(last);
      if (missed) waiting.unshift(...missed.filter((event) => event.user === user.id));
      else {
        // The window may have missed anything.
        if (last !== undefined) await sse.writeSSE({ event: 'sync', data: '{}' });
        for (const job of await jobs.list({ user, states: [...UNFINISHED] }, 1000))
          await sse.writeSSE({ event: 'edit', data: JSON.stringify(editView(job)) });
      }
      return {
        stop,
        write: ({ id, type, data }) => sse.writeSSE({ id, event: type, data: JSON.stringify(data) }),
      };
    });
  });
  return routes;
}

/** One edit, until it ends; below `/edits`. */
export function editEventRoutes({ jobs, events, closing }: StudioParts): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get('/:id/events', async (context) => {
    const user = context.get('user');
    const { id } = await mine(jobs, user, context.req.param('id'));
    const last = context.req.header('last-event-id');
    const now = editView(await jobs.get(id));
    // Told to its end already: this answer keeps a browser from asking again.
    if (isEnd(now) && last === markOf(now)) return context.body(null, 204);
    return stream(context, closing, async (sse, waiting) => {
      const stop = events.listen(
        (event) => event.data.id === id && event.user === user.id && waiting.push(event),
      );
      sse.onAbort(stop);
      let previews = -1;
      const write = async (view: EditView) => {
        if (view.preview > Math.max(0, previews) && !isEnd(view)) {
          const data = { url: `${pathOf(id)}/preview?n=${view.preview}`, preview: view.preview };
          await sse.writeSSE({ event: 'preview', data: JSON.stringify(data) });
        }
        previews = view.preview;
        const event = isEnd(view) ? view.status : 'stage';
        await sse.writeSSE({ id: markOf(view), event, data: JSON.stringify(view) });
        return isEnd(view);
      };
      const isOver = last === markOf(now) ? false : await write(now);
      return {
        stop,
        isOver,
        write: async (event) => event.type === 'deleted' || write(event.data),
      };
    });
  });
  return routes;
}

const isEnd = ({ status }: EditView) => status === 'done' || status === 'failed' || status === 'cancelled';

/** The same for the same state of an edit, also after the server was started again. */
const markOf = ({ status, fraction, stage, preview, place }: EditView) =>
  [status, Math.round(fraction * 1000), stage, preview, place].join('.');

interface Telling {
  stop: () => void;
  /** Whether nothing more will come. */
  isOver?: boolean;
  /** @returns whether that was the last */
  // biome-ignore lint/suspicious/noConfusingVoidType: a stream of a window says nothing
  write(event: StudioEvent): Promise<boolean | void>;
}

/** Sends events in their order, and a sign of life now and then, until the other side or the server goes. */
function stream(
  context: Context<Environment>,
  closing: AbortSignal,
  begin: (sse: SSEStreamingApi, waiting: Queue) => Promise<Telling>,
): Response {
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async (sse) => {
    const waiting = new Queue();
    const end = () => waiting.close();
    sse.onAbort(end);
    closing.addEventListener('abort', end, { once: true });
    const beat = setInterval(() => void sse.write(': still here\n\n'), BEAT_MS);
    const { stop, isOver = false, write } = await begin(sse, waiting);
    try {
      if (!isOver) for await (const event of waiting) if (await write(event)) break;
    } finally {
      stop();
      clearInterval(beat);
      closing.removeEventListener('abort', end);
    }
  });
}

/** What has happened and was not sent yet. Of an edit that changes faster than it is sent, the latest alone. */
class Queue implements AsyncIterable<StudioEvent> {
  private events: StudioEvent[] = [];
  private wake: () => void = () => {};
  private isClosed = false;

  push(event: StudioEvent): void {
    const isSame = (other: StudioEvent) => other.type === 'edit' && other.data.id === event.data.id;
    this.events = [...this.events.filter((other) => !isSame(other)), event];
    this.wake();
  }

  unshift(...events: StudioEvent[]): void {
    this.events.unshift(...events);
    this.wake();
  }

  close(): void {
    this.isClosed = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<StudioEvent> {
    while (!this.isClosed) {
      const next = this.events.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
