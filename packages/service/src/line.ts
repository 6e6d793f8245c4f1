import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfAborted } from '@dualedit/foundation';
import type { Logger } from './log.js';

const FIRST_MS = 250;
const MOST_MS = 10_000;

export interface LineOptions {
  /** Of the other side, in the log. */
  name: string;
  log: Logger;
  /** Ends every wait. */
  signal: AbortSignal;
  /** Whether asking again cannot help, such as where a token is refused. */
  isFinal(error: unknown): boolean;
  /** How long the other side asks to wait, in seconds. */
  retryAfter?(error: unknown): number | undefined;
}

/** The connection to a platform: asks until it is answered. Each loss is logged once, and each return. */
export class Line {
  readonly #options: LineOptions;
  #isUp = false;
  #lostAt: number | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** Whether the last question was answered. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /**
   * Asks again after each failure, with growing pauses of at most ten seconds.
   * @throws what is final, and DualeditError `aborted` once the signal has aborted
   */
  async reach<T>(ask: () => Promise<T>): Promise<T> {
    const { signal, isFinal, retryAfter } = this.#options;
    for (let pause = FIRST_MS; ; pause = Math.min(MOST_MS, 2 * pause)) {
      throwIfAborted(signal);
      try {
        const answer = await ask();
        this.#found();
        return answer;
      } catch (error) {
        throwIfAborted(signal);
        this.#isUp = false;
        if (isFinal(error)) throw error;
        this.#lost(error);
        const asked = (retryAfter?.(error) ?? 0) * 1_000;
        await sleep(Math.max(asked, pause), undefined, { signal }).catch(() => {});
      }
    }
  }

  #lost(error: unknown): void {
    if (this.#lostAt !== undefined) return;
    this.#lostAt = Date.now();
    this.#options.log.warn({ err: error }, `${this.#options.name} does not answer; asking again`);
  }

  #found(): void {
    this.#isUp = true;
    if (this.#lostAt === undefined) return;
    const seconds = Math.round((Date.now() - this.#lostAt) / 1_000);
    this.#lostAt = undefined;
    this.#options.log.info({ seconds }, `${this.#options.name} answers again`);
  }
}
