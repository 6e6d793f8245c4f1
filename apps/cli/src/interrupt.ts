import { EXIT } from './exit-code.js';

/** Thrown in place of unfinished work when the process is asked to end. */
export class Interrupted extends Error {
  readonly exitCode: number;
  /** What became of the work. */
  hint = 'Nothing was written.';

  constructor(signal: NodeJS.Signals) {
    super('interrupted');
    this.exitCode = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
}

export interface Stop {
  signal: AbortSignal;
  /** Has `cleanup` called at once when the work is interrupted. */
  onStop(cleanup: () => unknown): void;
}

/**
 * Runs work that Ctrl-C (or SIGTERM) stops: the first aborts `signal`, runs the clean-ups and rejects with
 * {@link Interrupted} without waiting for the work; the second ends the process on the spot.
 */
export async function interruptible<T>(work: (stop: Stop) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cleanups: (() => unknown)[] = [];
  let interrupt: (reason: Interrupted) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = reject;
  });
  const onSignal = (signal: NodeJS.Signals) => {
    const reason = new Interrupted(signal);
    if (controller.signal.aborted) process.exit(reason.exitCode);
    controller.abort();
    for (const cleanup of cleanups) cleanup();
    interrupt(reason);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const stop: Stop = { signal: controller.signal, onStop: (cleanup) => cleanups.push(cleanup) };
    return await Promise.race([work(stop), interrupted]);
  } finally {
    if (!controller.signal.aborted) process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
