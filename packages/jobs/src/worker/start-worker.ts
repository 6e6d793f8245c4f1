import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor } from '@dualedit/core';
import { claimJob, releaseJob } from '../store/run.js';
import type { Store } from '../store/store.js';
import { serve } from './serve.js';
import type { Worker, WorkerOptions } from './worker.js';

/** A wake-up may be lost with a connection; then a job waits this long. */
const POLL_MS = 2000;
const RETRY_MS = 1000;

/** See `Jobs.startWorker`. */
export async function startWorker(store: Store, options: WorkerOptions): Promise<Worker> {
  const editor = await options.editor();
  const worker = new RunningWorker(store, options, editor);
  try {
    await worker.register();
  } catch (error) {
    await editor.close();
    throw error;
  }
  return { id: worker.name, drain: worker.drain, ended: worker.run() };
}

class RunningWorker {
  readonly name: string;
  private readonly id = randomUUID();
  private readonly store: Store;
  private readonly options: WorkerOptions;
  private readonly editor: Editor;
  private readonly draining = new AbortController();
  private readonly release = new AbortController();
  private finished: Promise<void> = Promise.resolve();

  constructor(store: Store, options: WorkerOptions, editor: Editor) {
    this.store = store;
    this.options = options;
    this.editor = editor;
    this.name = options.name ?? `${hostname()}:${process.pid}:${this.id.slice(0, 4)}`;
  }

  async register(): Promise<void> {
    await this.store.database.query(
      'insert into dualedit.worker (id, name, host, pid, device) values ($1, $2, $3, $4, $5)',
      [this.id, this.name, hostname(), process.pid, this.options.device ?? ''],
    );
  }

  run(): Promise<void> {
    this.finished = this.loop();
    return this.finished;
  }

  drain = async (graceSeconds?: number): Promise<void> => {
    this.draining.abort();
    const timer =
      graceSeconds === undefined ? undefined : setTimeout(() => this.release.abort(), graceSeconds * 1000);
    await this.finished;
    clearTimeout(timer);
  };

  private async loop(): Promise<void> {
    const { store, draining } = this;
    const beats = setInterval(() => void this.beat(), (store.settings.leaseSeconds * 1000) / 3);
    draining.signal.addEventListener('abort', () => void this.beat(), { once: true });
    try {
      while (!draining.signal.aborted) {
        try {
          const worked = await this.takeOne();
          if (!worked) await store.signals.next('queued', POLL_MS, draining.signal);
        } catch (error) {
          store.settings.onTrouble(error);
          await sleep(RETRY_MS);
        }
      }
    } finally {
      clearInterval(beats);
      await this.editor.close();
      await store.database.query('delete from dualedit.worker where id = $1', [this.id]).catch(() => {});
    }
  }

  private async takeOne(): Promise<boolean> {
    const { store, editor, name } = this;
    const { signal } = this.draining;
    const job = await claimJob(store, { id: this.id, name }, randomUUID());
    if (!job) return false;
    if (signal.aborted) await releaseJob(store, job);
    else {
      await serve(store, job, { editor, worker: name, release: this.release.signal });
    }
    return true;
  }

  private async beat(): Promise<void> {
    await this.store.database
      .query('update dualedit.worker set seen_at = now(), draining = $2 where id = $1', [
        this.id,
        this.draining.signal.aborted,
      ])
      .catch(this.store.settings.onTrouble);
  }
}
