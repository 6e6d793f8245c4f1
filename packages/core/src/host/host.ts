import { aborted, throwIfAborted } from '@dualedit/foundation';
import type { Editor } from '../edit/editor.js';
import type { Engine, EngineRequest, EngineResult } from '../edit/large/full-picture.js';
import { LargePictures } from '../edit/large/large-pictures.js';
import type { MaskRequest } from '../edit/request.js';
import type { FoundMasks } from '../edit/result.js';
import { type Asked, EngineProcess, type Listeners } from './engine-process.js';
import type { HostOptions } from './host-options.js';
import type { Question } from './messages.js';

/** How long an aborted request may take to stop by itself before its process is killed. */
const ABORT_GRACE_MS = 500;

/**
 * Loads an editor in a process of its own, so that a model run never blocks the caller's thread.
 *
 * An abort acts between model calls, and after half a second kills the process; the next request starts
 * another. So does the first request after a crash.
 *
 * @param engine a process that was started ahead, which loads the editor; the editor ends it
 * @throws DualeditError whatever loading the pack raises; no process is left behind then
 */
export async function startEditor(options: HostOptions = {}, engine?: EngineProcess): Promise<Editor> {
  const host = new EditorHost(options, engine);
  await host.ready();
  return new LargePictures(host);
}

/** An engine's process, and its loading. */
interface Running {
  process: EngineProcess;
  loading: Promise<unknown>;
}

class EditorHost implements Engine {
  private readonly options: HostOptions;
  /** Started ahead for the first loading. */
  private ahead: EngineProcess | undefined;
  private running: Running | undefined;
  /** Fulfilled when all requests so far are done. */
  private queue: Promise<unknown> = Promise.resolve();
  /** Aborted, and replaced, when the editor is closed. */
  private closing = new AbortController();

  constructor(options: HostOptions, ahead: EngineProcess | undefined) {
    this.options = options;
    this.ahead = ahead;
  }

  /** The process of the engine, loaded; started if there is none. */
  async ready(): Promise<EngineProcess> {
    this.running ??= this.start();
    const { process, loading } = this.running;
    await loading;
    return process;
  }

  edit({ onProgress, onMasks, full, signal, ...request }: EngineRequest): Promise<EngineResult> {
    const size = full && { width: full.width, height: full.height };
    const question = { type: 'edit', request, wantsMasks: onMasks !== undefined, full: size } as const;
    return this.inTurn(question, { onProgress, onMasks, full }, signal) as Promise<EngineResult>;
  }

  masks({ onProgress, signal, ...request }: MaskRequest): Promise<FoundMasks> {
    return this.inTurn({ type: 'masks', request }, { onProgress }, signal) as Promise<FoundMasks>;
  }

  /** Ends the process once the requests so far are done: nothing gives memory back as wholly. */
  release(): Promise<void> {
    const freed = this.queue.then(() => this.end());
    this.queue = freed;
    return freed;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.closing = new AbortController();
    await this.end();
  }

  private async end(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.process.kill(aborted());
  }

  private start(): Running {
    const process = this.ahead ?? new EngineProcess();
    this.ahead = undefined;
    const loading = process.ask({ type: 'load', options: this.options }).answer.catch(async (error) => {
      await process.kill(aborted());
      throw error;
    });
    const running = { process, loading };
    void process.ended.then(() => {
      if (this.running === running) this.running = undefined;
    });
    return running;
  }

  /** Requests wait for those before them; one that is aborted while it waits disturbs none of them. */
  private inTurn(question: Question, on: Listeners, signal?: AbortSignal): Promise<unknown> {
    const before = this.queue;
    const stopped = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    const answer = unlessAborted(before, stopped).then(() => this.serve(question, on, stopped));
    this.queue = Promise.allSettled([before, answer]);
    return answer;
  }

  private async serve(question: Question, on: Listeners, signal: AbortSignal) {
    let asked: Asked | undefined;
    let grace: NodeJS.Timeout | undefined;
    const stop = () => {
      asked?.abort();
      grace = setTimeout(() => void this.end(), ABORT_GRACE_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const process = await this.ready();
      throwIfAborted(signal);
      asked = process.ask(question, on);
      return await asked.answer;
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
    }
  }
}

/** Waits for `before`, or for the abort, whichever is first. */
function unlessAborted(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted(signal.reason));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
