import type { Editor } from '@dualedit/core';

export interface WorkerOptions {
  /** Opens the editor, once, before the first job. The worker closes it when it ends. */
  editor: () => Promise<Editor>;
  /** What the editor runs on, such as `cuda:0`: seen in figures, where it is empty if absent. */
  device?: string | undefined;
  /** Seen in figures and in failed tries; made from host and process unless given. */
  name?: string;
}

export interface Worker {
  readonly id: string;
  /**
   * Takes no new job and resolves when the running one is done, or, after `graceSeconds` (forever unless
   * given), stopped and back in the queue without counting as a try.
   */
  drain(graceSeconds?: number): Promise<void>;
  /** Settles when the worker has ended, by `drain` or `close`. */
  readonly ended: Promise<void>;
}

/** @throws whatever opening the editor raises, and DualeditError `database-away` */
export type StartWorker = (options: WorkerOptions) => Promise<Worker>;
