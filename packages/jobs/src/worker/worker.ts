import type { Editor } from '@dualedit/core';
import type { MaskSource } from '@dualedit/foundation';

export interface WorkerOptions {
  /** Loads the editor, once, before the first job; such as `() => startEditor({ pack })`. */
  editor: () => Promise<Editor>;
  /** Finds masks from words; the editor itself unless given. */
  maskSource?: MaskSource;
  /**
   * The device that the editor runs on, such as `cuda`; of several cards, the one that `CUDA_VISIBLE_DEVICES`
   * shows this process. A second worker for it on this machine is refused: two edits at once do not fit a card.
   * Not checked for `cpu`, which the system shares out, and when absent.
   */
  device?: string;
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

/** @throws DualeditError `device-taken`, and whatever loading the editor raises */
export type StartWorker = (options: WorkerOptions) => Promise<Worker>;
